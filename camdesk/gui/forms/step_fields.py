"""The fields of one kind of event on a form, made from the lifecycle table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast
from weakref import WeakKeyDictionary

from PySide6.QtWidgets import QWidget

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_
from camdesk.domain.fields import Field, FieldKind
from camdesk.domain.lifecycle import STATES, Kind, State
from camdesk.domain.validation import FieldError, check_date, check_fields
from camdesk.gui.forms.form_body import FormBody
from camdesk.gui.forms.paper_fields import add_paper, paper_of
from camdesk.gui.forms.parts_edit import FittedEdit, RecoveredEdit
from camdesk.gui.forms.references import ReferencePicker
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.kit.edits import ChoiceBox, MoneyEdit, NoteEdit, NumberEdit, TextEdit, YesNoBox
from camdesk.gui.operations import NewRow, Step
from camdesk.gui.session import Session
from camdesk.text.i18n import tr

DATE = "occurred_on"
# Each of many cameras has a predecessor, and parts, of its own.
_OF_ONE = frozenset({FieldKind.CAMERA, FieldKind.PARTS_FITTED})
# By session and kind: the date of the last form of that sort, because acts come in packs.
_LAST_DATES: WeakKeyDictionary[Session, dict[str, PartialDate]] = WeakKeyDictionary()


class StepFields:
    """Adds the fields of `kind` to a form, and reads them back as a Step."""

    def __init__(
        self,
        form: FormBody,
        session: Session,
        kind: Kind,
        *,
        cameras: Iterable[int] = (),
        prefix: str = "",
        date_label: str = "",
    ) -> None:
        self.kind = kind
        self._prefix = prefix
        self._session = session
        self._cameras = frozenset(cameras)
        self.names: list[str] = []
        self._add(form, DATE, date_label or tr("Date"), PartialDateEdit())
        form.edit(self.name(DATE)).set_value(self._usual_date())
        for field in kind.fields:
            if field.former or (field.kind in _OF_ONE and len(self._cameras) > 1):
                continue
            edit = edit_for(field, session, self._cameras)
            self._add(form, field.name, tr(field.label), edit, required=field.required)
        self._add_paper(form)
        self._add(form, "note", tr("Note"), NoteEdit())

    def name(self, field: str) -> str:
        """The name that the form has for a field of the step."""
        return self._prefix + field

    def step(self, values: Mapping[str, object]) -> Step:
        """What the fields say; FieldError, with the step's own field, for what cannot be so."""
        values = {
            name.removeprefix(self._prefix): values[name] for name in self.names if name in values
        }
        occurred_on = cast("PartialDate | None", values[DATE])
        check_date(occurred_on, self._session.register.today)
        said = {field: values[field.name] for field in self.kind.fields if field.name in values}
        own = {field.name: value for field, value in said.items() if field.is_stored}
        # A row to be made counts as one that is there.
        stated = {name: 0 if isinstance(v, NewRow) else v for name, v in own.items()}
        check_fields(self.kind, stated, occurred_on)
        other = own.get("other_camera")
        if isinstance(other, int) and other in self._cameras:
            raise FieldError(
                "other_camera",
                N_("A camera cannot take its own place."),
                N_("Choose another camera, or leave the field empty."),
            )
        note = cast("str | None", values["note"])
        return Step(
            self.kind.name,
            occurred_on,
            own,
            paper_of(values),
            note,
            recovered=_parts(said, FieldKind.PARTS_RECOVERED),
            fitted=_parts(said, FieldKind.PARTS_FITTED),
        )

    def remember_date(self, step: Step) -> None:
        """The next form of this sort begins with the date of `step`."""
        if step.occurred_on is not None:
            _LAST_DATES.setdefault(self._session, {})[self.kind.name] = step.occurred_on

    def _usual_date(self) -> PartialDate:
        today = PartialDate.day(self._session.register.today)
        return _LAST_DATES.get(self._session, {}).get(self.kind.name, today)

    def _add(
        self, form: FormBody, field: str, label: str, edit: QWidget, *, required: bool = False
    ) -> None:
        form.add(self.name(field), label, edit, required=required)
        self.names.append(self.name(field))

    def _add_paper(self, form: FormBody) -> None:
        self.names += add_paper(
            form,
            tr(self.kind.paper) if self.kind.paper else "",
            self._prefix,
            session=self._session,
            commission=self.kind.commission,
        )


def edit_for(field: Field, session: Session, without: frozenset[int] = frozenset()) -> QWidget:
    """The edit for a field of that kind; cameras of `without` are not offered."""
    match field.kind:
        case FieldKind.NOTE:
            return NoteEdit()
        case FieldKind.DATE:
            return PartialDateEdit()
        case FieldKind.MONEY:
            return MoneyEdit()
        case FieldKind.NUMBER:
            return NumberEdit()
        case FieldKind.CHOICE:
            return ChoiceBox([(value, tr(label)) for value, label in field.choices])
        case FieldKind.STATE:
            states = [(state, tr(facts.label)) for state, facts in STATES.items()]
            return ChoiceBox(states, State.IN_SERVICE, unknown=None)
        case FieldKind.YES_NO:
            return YesNoBox()
        case FieldKind.SITE:
            return ReferencePicker(session, "site")
        case FieldKind.ORGANISATION:
            return ReferencePicker(session, "organisation")
        case FieldKind.CAMERA:
            return ReferencePicker(session, "camera", without=without)
        case FieldKind.PARTS_RECOVERED:
            return RecoveredEdit(session)
        case FieldKind.PARTS_FITTED:
            return FittedEdit(session)
        case FieldKind.TEXT:
            return TextEdit()


def _parts(said: Mapping[Field, object], kind: FieldKind) -> tuple[Any, ...]:
    """What the field of that kind says; nothing where the step has no such field."""
    lines = next((value for field, value in said.items() if field.kind is kind), None)
    return cast("tuple[Any, ...]", lines or ())
