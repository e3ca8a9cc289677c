"""The form of one step in the life of a camera, or of many cameras at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.domain.fields import FieldKind
from camdesk.domain.lifecycle import Kind
from camdesk.domain.validation import FieldError, check_date
from camdesk.gui import operations
from camdesk.gui.asking import while_alive
from camdesk.gui.cards.reading import CameraFile
from camdesk.gui.cards.words import camera_title, matter
from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.forms.step_fields import DATE, StepFields
from camdesk.gui.forms.step_preview import Outlook, RefusedPane, StepPreview, place_text
from camdesk.gui.operations import Saved, Step, name_of
from camdesk.gui.session import Session
from camdesk.store.picture import CameraContradiction
from camdesk.text.entries import entry_title
from camdesk.text.formats import number_text
from camdesk.text.i18n import ntr, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


class StepForm(FormDialog):
    """Made from a row of the lifecycle table; saves one entry for all cameras that can take it."""

    def __init__(
        self,
        session: Session,
        context: Context,
        kind: Kind,
        cameras: Sequence[int],
        lead: str,
        subject: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, tr(kind.label), lead, parent)
        self._context = context
        self._kind = kind
        self._cameras = cameras
        self._subject = subject
        self._outlook: Outlook | None = None  # None: not known for the date as it stands
        self._save_when_known = False
        self._fields = StepFields(self.form, session, kind, cameras=cameras)
        self._pane = RefusedPane(len(cameras)) if len(cameras) > 1 else None
        if self._pane is not None:
            self._pane.sheet.followed.connect(lambda _what, which: self._open_camera(which))
            self.middle.addWidget(self._pane)
            for field in kind.fields:
                if field.kind is FieldKind.SITE and field.required:
                    hint = tr("All of them will hang at this one site.")
                elif field.kind is FieldKind.PARTS_RECOVERED:
                    hint = tr("Each of them gave these parts.")
                else:
                    continue
                self.form.row(field.name).set_hint(hint)
        self._preview = StepPreview(session, kind, cameras, self)
        self._preview.answered.connect(self._show_outlook)
        self.form.changed.connect(self._date_changed)
        session.changed.connect(self._ask_again)
        self._preview.ask_now(self._date())

    @classmethod
    def for_camera(
        cls,
        session: Session,
        context: Context,
        kind: Kind,
        file: CameraFile,
        parent: QWidget | None = None,
    ) -> StepForm:
        """The form for the camera of a card."""
        since = file.names["since"]
        now = matter(file.standing, str(since) if since else None, file.today)
        lead = f"{camera_title(file.id, file.facts)} · {now}"
        return cls(session, context, kind, [file.id], lead, name_of(file.facts), parent)

    @classmethod
    def for_many(
        cls,
        session: Session,
        context: Context,
        kind: Kind,
        cameras: Sequence[int],
        parent: QWidget | None = None,
    ) -> StepForm:
        """The form for a selection of cameras, one entry for all that can take it."""
        count = len(cameras)
        lead = ntr("{count} camera chosen", "{count} cameras chosen", count,
                   count=number_text(count))  # fmt: skip
        return cls(session, context, kind, cameras, lead, "", parent)

    def submit(self, values: dict[str, object]) -> None:
        """Record the step for all that can take it."""
        try:
            step = self._fields.step(values)
        except KnownError as error:
            self.refuse(error)
            return
        if self._pane is not None and self._outlook is None:
            self._save_when_known = True
            return
        refused = self._outlook.refused if self._outlook and self._pane else {}
        able = [camera for camera in self._cameras if camera not in refused]
        if not able:
            return
        self.begin_saving()
        operations.record_step(
            self.session,
            able,
            step,
            subject=self._subject,
            done=while_alive(self, lambda saved: self._saved(step, len(able), saved)),
            failed=while_alive(self, self.refuse),
        )

    def field_of(self, error: KnownError) -> str | None:
        """Contradictions stand at the date: it is what can be corrected."""
        if isinstance(error, CameraContradiction):
            return DATE
        return super().field_of(error)

    def _saved(self, step: Step, count: int, _saved: Saved) -> None:
        self._fields.remember_date(step)
        title = entry_title(self._kind.name, self._subject, count)
        self._context.notify(tr("Saved: {what}. Ctrl+Z takes it back.", what=title))
        self.finish()

    def _date(self) -> PartialDate | None:
        """The date as it stands; raises KnownError where it cannot be."""
        day = cast("PartialDate | None", self.form.edit(DATE).value())
        check_date(day, self.session.register.today)
        return day

    def _date_changed(self, name: str) -> None:
        if name == DATE:
            self._ask_again()

    def _ask_again(self) -> None:
        self._outlook = None
        self._save_when_known = False
        self.form.row(DATE).set_hint("")
        try:
            day = self._date()
        except KnownError as error:
            # What is half typed is not scolded; a day to come is.
            if isinstance(error, FieldError):
                self.form.set_error(DATE, error)
            self._preview.forget()
        else:
            self._preview.ask_soon(day)

    def _show_outlook(self, outlook: Outlook) -> None:
        self._outlook = outlook
        if self._pane is not None:
            self._pane.show_outlook(outlook)
            self._show_able(len(self._cameras) - len(outlook.refused))
            if self._save_when_known:
                self.accept()
            return
        self.form.row(DATE).set_hint(place_text(outlook.follower))
        self.form.set_error(DATE, next(iter(outlook.refused.values()), None))
        self.grow()

    def _show_able(self, able: int) -> None:
        all_of_them = len(self._cameras)
        numbers = {"able": number_text(able), "all": number_text(all_of_them)}
        if able == all_of_them:
            text = ntr("Record for {all}", "Record for all {all}", all_of_them, **numbers)
        else:
            text = tr("Record for {able} of {all}", **numbers)
        self.save_button.setText(text)
        self.save_button.setEnabled(able > 0)
        self.save_button.setToolTip(
            "Ctrl+Enter" if able else tr("None of the cameras can take it on this date.")
        )

    def _open_camera(self, camera: str) -> None:
        self._context.open_camera(int(camera))
