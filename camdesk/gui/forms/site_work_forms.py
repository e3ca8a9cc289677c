"""Forms of work at sites that is one entry of several steps: replace a camera, move cameras."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_
from camdesk.domain.fields import CONDITIONS
from camdesk.domain.lifecycle import KINDS
from camdesk.domain.validation import FieldError, check_date
from camdesk.gui import operations
from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.forms.paper_fields import add_paper, paper_of
from camdesk.gui.forms.references import ReferencePicker
from camdesk.gui.forms.step_fields import edit_for
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.kit.edits import ChoiceBox, MoneyEdit, NoteEdit, TextEdit, YesNoBox
from camdesk.gui.long_work import write_long
from camdesk.gui.operations import Saved
from camdesk.gui.session import Session
from camdesk.store import site_work
from camdesk.store.books import Found
from camdesk.store.register import Register
from camdesk.store.site_work import Circumstances, Replacement
from camdesk.store.telling import Tell
from camdesk.store.writer import EntryWriter
from camdesk.text.entries import entry_title
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_DATE = "occurred_on"
_FAULT = ("mode", "cause")


class _WorkForm(FormDialog):
    """What both forms have: the date, who did it, its paper, and what becomes of the link."""

    def __init__(
        self, session: Session, context: Context, title: str, lead: str, parent: QWidget | None
    ) -> None:
        super().__init__(session, title, lead, parent)
        self._context = context

    def add_common(self, paper: str) -> None:
        """The fields at the end of the form."""
        self.form.add(
            "organisation", tr("Contractor"), ReferencePicker(self.session, "organisation")
        )
        self.form.add("keep", tr("Keep the link to the control centre"), YesNoBox(True))
        add_paper(self.form, paper, session=self.session)
        self.form.add("note", tr("Note"), NoteEdit())

    def add_date(self) -> None:
        """The field at the beginning."""
        today = PartialDate.day(self.session.register.today)
        self.form.add(_DATE, tr("Date"), PartialDateEdit(today))

    def circumstances(self, entry: EntryWriter, values: Mapping[str, object]) -> Circumstances:
        """What the fields say, with the rows that they ask for made by `entry`."""
        paper = paper_of(values)
        return Circumstances(
            cast("PartialDate | None", values[_DATE]),
            operations.made(entry, values["organisation"]),
            operations.document_of(entry, paper) if paper is not None else None,
            cast("str | None", values["note"]),
        )

    def save(self, action: str, subject: str, work: Callable[[EntryWriter, Tell], int]) -> None:
        """Write one entry; `work` gets it and gives the row that it is about."""

        def write(register: Register, tell: Tell) -> Saved:
            with register.write(action, subject) as entry:
                return Saved(entry.id, work(entry, tell))

        def saved(_saved: Saved) -> None:
            what = entry_title(action, subject, 0)
            self._context.notify(tr("Saved: {what}. Ctrl+Z takes it back.", what=what))
            self.finish()

        self.begin_saving()
        title = entry_title(action, subject, 0)
        write_long(self.session, self, title, write, saved, self.refuse, self.resume)


class ReplaceForm(_WorkForm):
    """The old camera comes down, or failed and comes down; another one takes its place."""

    def __init__(
        self,
        session: Session,
        context: Context,
        old: Found,
        parent: QWidget | None = None,
    ) -> None:
        lead = tr("{camera}, {site}", camera=old.title, site=old.subtitle or tr("site unknown"))
        super().__init__(session, context, tr("Replace the camera"), lead, parent)
        self._old = old
        self.add_date()
        failed = KINDS["failed"]
        how = [(False, tr("It was taken down")), (True, tr("It failed and was taken down"))]
        self.form.add("failed", tr("The old camera"), ChoiceBox(how, False, unknown=None))
        for name in _FAULT:
            field = failed.field(name)
            assert field is not None  # the lifecycle table has both
            self.form.add(name, tr(field.label), edit_for(field, session))
        conditions = [(value, tr(label)) for value, label in CONDITIONS]
        self.form.add("condition", tr("Its condition"), ChoiceBox(conditions))
        self.form.add("reason", tr("Reason"), TextEdit())
        without = frozenset({old.id})
        picker = ReferencePicker(session, "camera", without=without)
        self.form.add(
            "successor",
            tr("The new camera"),
            picker,
            hint=tr("From the stock. Or give the numbers of a camera that is not registered yet:"),
        )
        self.form.add("inventory_number", tr("Inventory no."), TextEdit())
        self.form.add("serial_number", tr("Serial no."), TextEdit())
        self.form.add("model", tr("Model"), ReferencePicker(session, "model"))
        self.form.add("cost", tr("Cost of the installation"), MoneyEdit())
        self.add_common(tr(KINDS["installed"].paper or ""))
        self.form.edit("failed").changed.connect(self._show_fault)
        self._show_fault()

    def submit(self, values: dict[str, object]) -> None:
        """Write the replacement as one entry."""
        facts = {
            name: values[name]
            for name in ("inventory_number", "serial_number", "model")
            if values[name] is not None
        }
        successor = values["successor"]
        try:
            check_date(cast("PartialDate | None", values[_DATE]), self.session.register.today)
            if (successor is None) == (not facts):
                raise FieldError(
                    "successor",
                    N_("Which camera takes its place?"),
                    N_("Choose one of the register, or give the numbers of a new one."),
                )
        except FieldError as error:
            self.refuse(error)
            return
        fault = {name: values[name] for name in _FAULT} if values["failed"] else None
        old = self._old

        def work(entry: EntryWriter, _tell: Tell) -> int:
            new = successor
            if new is None:
                new = {name: operations.made(entry, fact) for name, fact in facts.items()}
            return site_work.replace(
                entry,
                Replacement(
                    old.id,
                    cast("int", new),
                    fault,
                    cast("str | None", values["condition"]),
                    cast("str | None", values["reason"]),
                    cast("int | None", values["cost"]),
                    keep_connection=values["keep"] is True,
                ),
                self.circumstances(entry, values),
            )

        self.save("replace", old.title, work)

    def _show_fault(self) -> None:
        for name in _FAULT:
            self.form.set_shown(name, self.form.edit("failed").value() is True)
        self.grow()


class MoveForm(_WorkForm):
    """Cameras come to hang at another site."""

    def __init__(
        self,
        session: Session,
        context: Context,
        cameras: Sequence[int],
        lead: str,
        subject: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, context, tr("Move to another site"), lead, parent)
        self._cameras = tuple(cameras)
        self._subject = subject
        self.add_date()
        self.form.add("site", tr("New site"), ReferencePicker(session, "site"), required=True)
        self.form.add("reason", tr("Reason"), TextEdit())
        self.add_common(tr(KINDS["installed"].paper or ""))

    def submit(self, values: dict[str, object]) -> None:
        """Write the move as one entry."""
        try:
            check_date(cast("PartialDate | None", values[_DATE]), self.session.register.today)
        except FieldError as error:
            self.refuse(error)
            return

        def work(entry: EntryWriter, tell: Tell) -> int:
            site = operations.made(entry, values["site"])
            entry.flush()
            return site_work.move(
                entry,
                self._cameras,
                site,
                self.circumstances(entry, values),
                reason=cast("str | None", values["reason"]),
                keep_connection=values["keep"] is True,
                tell=tell,
            )

        self.save("move", self._subject, work)
