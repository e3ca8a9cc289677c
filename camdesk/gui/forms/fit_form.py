"""The form that puts a part in stock into a camera."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from camdesk.domain.errors import KnownError
from camdesk.domain.fields import FieldKind
from camdesk.domain.lifecycle import Kind, Standing, steps_from
from camdesk.domain.parts import FittedPart
from camdesk.gui import part_operations
from camdesk.gui.asking import ask, while_alive
from camdesk.gui.cards.reading import CameraFile, read_camera
from camdesk.gui.cards.words import matter
from camdesk.gui.forms.part_forms import OccasionForm, refuse_more_than_there_are
from camdesk.gui.forms.part_picker import offer_text
from camdesk.gui.forms.references import ReferencePicker
from camdesk.gui.forms.step_form import StepForm
from camdesk.gui.kit.edits import ChoiceBox
from camdesk.gui.operations import name_of
from camdesk.gui.session import Session
from camdesk.store.part_list import Offer
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


class FitForm(OccasionForm):
    """A part in stock goes into a camera: under its repair where it is broken, else by itself."""

    def __init__(
        self, session: Session, context: Context, offer: Offer, parent: QWidget | None = None
    ) -> None:
        lead = f"{offer.name} · {offer_text(offer)}"
        super().__init__(session, context, tr("Fit into a camera"), lead, parent)
        self._offer = offer
        self._file: CameraFile | None = None
        self._save_when_known = False
        self.form.add("camera", tr("Recipient"), ReferencePicker(session, "camera"), required=True)
        self.add_quantity(offer.in_stock)
        self.form.add("how", tr("Recorded as"), ChoiceBox([(None, tr("No repair"))], unknown=None))
        self.add_occasion(tr("Date"), "")
        self.form.row("how").set_hint(tr("A repair asks for its date, paper and cost next."))
        self.form.set_shown("how", False)
        self.form.edit("camera").changed.connect(self._look_at_camera)
        self.form.edit("how").changed.connect(self._show_what_is_asked)

    def record(self, values: Mapping[str, object]) -> None:
        """Go on to the form of the repair, or record the move alone."""
        fitted = FittedPart(self._offer.part, cast("int", values["quantity"]))
        refuse_more_than_there_are(self._offer, fitted.quantity)
        file = self._file
        if file is None or file.id != values["camera"]:
            self._save_when_known = True  # what the camera is like is still being asked
            return
        kind = self._kind()
        if kind is not None:
            self._go_on(kind, file, fitted)
            return
        occasion = self.occasion(values)
        subject = name_of(file.facts)
        self.begin_saving()
        part_operations.fit(
            self.session,
            file.id,
            fitted,
            occasion,
            subject=subject,
            done=while_alive(self, lambda saved: self.say_saved(subject, saved)),
            failed=while_alive(self, self.refuse),
        )

    def _go_on(self, kind: Kind, file: CameraFile, fitted: FittedPart) -> None:
        form = StepForm.for_camera(
            self.session, self.context, kind, file, cast("QWidget | None", self.parent())
        )
        name = next(f.name for f in kind.fields if f.kind is FieldKind.PARTS_FITTED)
        form.form.edit(name).take(self._offer, fitted.quantity)
        self.finish()
        form.open()

    def _kind(self) -> Kind | None:
        return cast("Kind | None", self.form.edit("how").value())

    def _look_at_camera(self) -> None:
        self._file = None
        self._save_when_known = False
        self.form.row("camera").set_hint("")
        self._offer_ways(None)
        try:
            camera = self.form.edit("camera").value()
        except KnownError:
            return
        if not isinstance(camera, int):
            return
        tongue, today = language(), self.session.register.today
        ask(
            self,
            self.session,
            "recipient of a part",
            lambda connection: read_camera(connection, camera, tongue, today),
            self._show_camera,
        )

    def _show_camera(self, file: CameraFile | None) -> None:
        if file is None:
            return
        self._file = file
        since = file.names["since"]
        now = matter(file.standing, str(since) if since else None, file.today)
        self.form.row("camera").set_hint(now)
        self._offer_ways(file.standing)
        if self._save_when_known:
            self.accept()

    def _offer_ways(self, standing: Standing | None) -> None:
        box = cast("ChoiceBox", self.form.edit("how"))
        kinds = [] if standing is None else repairs(standing)
        box.set_choices([*((kind, tr(kind.label)) for kind in kinds), (None, tr("No repair"))])
        box.set_value(kinds[0] if kinds else None)
        self.form.set_shown("how", bool(kinds))
        self._show_what_is_asked()

    def _show_what_is_asked(self) -> None:
        """The form of a repair asks for the date, the paper and the note itself."""
        alone = self._kind() is None
        for name in ("occurred_on", *self.papers, "note"):
            self.form.set_shown(name, alone)
        self.save_button.setText(tr("Save") if alone else tr("Go on…"))
        self.grow()


def repairs(standing: Standing) -> list[Kind]:
    """The steps that would mend the camera and ask for parts; those of an idle one are none."""
    return [
        kind
        for kind in steps_from(standing)
        if kind.mends and any(field.kind is FieldKind.PARTS_FITTED for field in kind.fields)
    ]
