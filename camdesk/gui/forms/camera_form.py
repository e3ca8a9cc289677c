"""The form of a camera: a new one with the beginning of its life, a correction, a duplicate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import KINDS, UNITS, beginnings
from camdesk.gui import operations
from camdesk.gui.asking import while_alive
from camdesk.gui.cards.words import CAMERA_FACTS, camera_title
from camdesk.gui.forms.facts_form import REASON, FactsForm, read_facts
from camdesk.gui.forms.field_controls import WholeEdit, retype, typed
from camdesk.gui.forms.references import ReferencePicker
from camdesk.gui.forms.step_fields import DATE, StepFields
from camdesk.gui.kit.edits import ChoiceBox, NoteEdit, TextEdit
from camdesk.gui.operations import Saved, name_of
from camdesk.gui.session import Session
from camdesk.store import cards
from camdesk.store.connection import Connection
from camdesk.store.picture import CameraContradiction
from camdesk.store.tables import TABLES, Value
from camdesk.text.entries import entry_title
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_BEGINNING = "beginning"
_LIKE_NO_OTHER = ("inventory_number", "serial_number")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a duplicate takes from the camera it is made after."""

    facts: Mapping[str, object]
    beginning: str  # the kind of event


class CameraForm(FactsForm):
    """Facts of a camera; for a new one also how its life begins in this register."""

    saved = Signal(int)  # the camera's id

    def __init__(
        self,
        session: Session,
        context: Context,
        title: str,
        camera: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, title, TABLES["camera"].columns, parent)
        self._context = context
        self._camera = camera
        self._name = ""
        for column, edit in self._edits().items():
            self.form.add(column, tr(CAMERA_FACTS[column]), edit)
        self.add_own_fields("camera")
        self.form.edit("unit").changed.connect(self._unit_changed)
        self._unit_changed()
        self._step: StepFields | None = None
        if camera is None:
            self._add_beginning()
        else:
            self.add_reason()

    @classmethod
    def new(cls, session: Session, context: Context, parent: QWidget | None = None) -> CameraForm:
        """The form of a new camera."""
        return cls(session, context, tr("New camera"), None, parent)

    @classmethod
    def edit(
        cls, session: Session, context: Context, camera: int, parent: QWidget | None = None
    ) -> CameraForm:
        """The form that corrects the facts of `camera`."""
        form = cls(session, context, tr("Edit facts of the camera"), camera, parent)
        form.load("camera", camera)
        return form

    @classmethod
    def duplicate(
        cls, session: Session, context: Context, camera: int, parent: QWidget | None = None
    ) -> CameraForm:
        """The form of a new camera with the facts of `camera`, save the numbers."""
        form = cls.new(session, context, parent)
        form.form.setEnabled(False)
        session.read(
            "facts camera",
            lambda connection: _pattern(connection, camera),
            while_alive(form, form.take_after),
            while_alive(form, form.refuse),
        )
        return form

    def take_after(self, pattern: Pattern) -> None:
        """Show the facts of another camera, save its numbers."""
        facts = {name: pattern.facts[name] for name in self.columns if name not in _LIKE_NO_OTHER}
        own = self._own.shown(pattern.facts)
        self.form.set_values({**facts, **own, _BEGINNING: pattern.beginning})
        self._unit_changed()
        self._rebuild_step()
        self.form.setEnabled(True)
        self.remember_untouched()
        self.grow()
        self.form.focus(self.columns[0])

    def loaded(self, facts: Mapping[str, object]) -> None:
        """Show the facts that were read, under the camera's name."""
        plain: dict[str, Value] = {
            column: value for column, value in facts.items() if isinstance(value, str)
        }
        self._name = name_of(plain)
        if self._camera is not None:
            self.set_lead(camera_title(self._camera, plain))
        super().loaded(facts)
        self._unit_changed()

    def submit(self, values: dict[str, object]) -> None:
        """Write the camera, or what differs."""
        if values["unit"] == "camera":
            values["cameras_in_system"] = None
        if self._camera is not None:
            self._correct(values)
        else:
            self._create(values)

    def field_of(self, error: KnownError) -> str | None:
        """An error of the beginning stands at its own field, a contradiction at its date."""
        if self._step is not None:
            if isinstance(error, CameraContradiction):
                return self._step.name(DATE)
            field = getattr(error, "field", None)
            if field is not None and self._step.name(field) in self.form.in_order():
                return self._step.name(field)
        return super().field_of(error)

    def _edits(self) -> dict[str, QWidget]:
        units = [(unit, tr(label)) for unit, label in UNITS.items()]
        number = TextEdit()
        number.setPlaceholderText(tr("as the accountants gave it"))
        return {
            "inventory_number": number,
            "serial_number": TextEdit(),
            "unit": ChoiceBox(units, "camera", unknown=None),
            "cameras_in_system": WholeEdit(),
            "model": ReferencePicker(self.session, "model"),
            "programme": ReferencePicker(self.session, "programme"),
            "balance_holder": ReferencePicker(self.session, "organisation"),
            "service_life_months": WholeEdit(),
            "contract_line": ReferencePicker(self.session, "contract_line"),
            "note": NoteEdit(),
        }

    def _add_beginning(self) -> None:
        self.form.add_heading(tr("How its life begins in this register"))
        kinds = [(kind.name, tr(kind.label)) for kind in beginnings()]
        box = ChoiceBox(kinds, kinds[0][0], unknown=None)
        self.form.add(_BEGINNING, tr("Beginning"), box)
        box.changed.connect(self._rebuild_step)
        self._rebuild_step()

    def _rebuild_step(self) -> None:
        """The fields of the beginning that was chosen; what both have in common stays typed."""
        stood: dict[str, object] = {}
        if self._step is not None:
            stood = {name: typed(self.form.edit(name)) for name in self._step.names}
            self.form.remove_fields(self._step.names)
        kind = KINDS[str(self.form.edit(_BEGINNING).value())]
        self._step = StepFields(
            self.form,
            self.session,
            kind,
            prefix="beginning_",
            date_label=tr("State known on") if kind.states_itself else "",
        )
        for name in self._step.names:
            if name in stood:
                retype(self.form.edit(name), stood[name])
        self.chain_focus()

    def _unit_changed(self) -> None:
        unit = self.form.edit("unit").value()
        self.form.set_shown("cameras_in_system", unit == "system")

    def _create(self, values: dict[str, object]) -> None:
        assert self._step is not None  # a form without a camera has a beginning
        try:
            step = self._step.step(values)
        except KnownError as error:
            self.refuse(error)
            return
        self._step.remember_date(step)
        self._name = name_of(self.stated(values))
        self.begin_saving()
        operations.create_camera(
            self.session,
            self.stated(values),
            step,
            done=while_alive(self, self._saved),
            failed=while_alive(self, self.refuse),
        )

    def _correct(self, values: dict[str, object]) -> None:
        corrected = self.corrected(values)
        if not corrected or self._camera is None:
            self.finish()
            return
        reason = values[REASON]
        self.begin_saving()
        operations.correct_facts(
            self.session,
            "camera",
            self._camera,
            corrected,
            subject=self._name,
            reason=None if reason is None else str(reason),
            done=while_alive(self, self._saved),
            failed=while_alive(self, self.refuse),
        )

    def _saved(self, saved: Saved) -> None:
        action = "create" if self._camera is None else "correct"
        title = entry_title(action, self._name, 1)
        self._context.notify(tr("Saved: {what}. Ctrl+Z takes it back.", what=title))
        self.saved.emit(saved.row)
        self.finish()


def _pattern(connection: Connection, camera: int) -> Pattern:
    facts = read_facts(connection, "camera", camera)
    events = cards.timeline(connection, camera, language())
    return Pattern(facts, events[-1].kind)
