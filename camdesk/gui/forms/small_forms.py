"""Small forms over another form: an organisation or a model that its entry will make."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.facts import CAMERA_TYPES
from camdesk.domain.identifiers import parse_bin_or_iin
from camdesk.domain.validation import FieldError
from camdesk.gui.asking import while_alive
from camdesk.gui.forms.field_controls import SuggestingBox, WholeEdit
from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.kit.edits import ChoiceBox, TextEdit
from camdesk.gui.operations import NewRow
from camdesk.gui.session import Session
from camdesk.store import books
from camdesk.store.books import Found
from camdesk.store.tables import Value
from camdesk.text.i18n import tr

_RESOLUTIONS = ("1280x720", "1920x1080", "2560x1440", "3840x2160")


class DraftForm(FormDialog):
    """A form that writes nothing: it hands a NewRow to the form behind it."""

    drafted = Signal(object)

    def __init__(self, session: Session, title: str, parent: QWidget | None) -> None:
        lead = tr("It will be saved together with the form behind.")
        super().__init__(session, title, lead, parent, primary=tr("Take it"))

    def hand_over(self, row: NewRow) -> None:
        """Give the row to the form behind."""
        self.drafted.emit(row)
        self.finish()


class OrganisationForm(DraftForm):
    """Name, and BIN or IIN where it is known; their check digits are checked."""

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(session, tr("New organisation"), parent)
        digits = "".join(name.split())
        is_number = len(digits) == 12 and digits.isdecimal()
        self.form.add("name", tr("Name"), TextEdit(None if is_number else name), required=True)
        self.form.add("bin", tr("BIN or IIN"), TextEdit(digits if is_number else None))

    def submit(self, values: dict[str, object]) -> None:
        """Hand the organisation over."""
        name, number = (cast("str | None", values[field]) for field in ("name", "bin"))
        try:
            number = parse_bin_or_iin(number) if number else None
        except KnownError as error:
            self.refuse(FieldError("bin", error.message, error.advice, **error.params))
            return
        if name is None:
            self.refuse(FieldError("name", N_("“{name}” is missing."), name=tr("Name")))
            return
        made = NewRow("organisation", {"name": name, "bin": number}, name)
        if number is None:
            self.hand_over(made)
            return
        self.begin_saving()
        self.session.read(
            "organisation of a number",
            lambda connection: books.find(connection, "organisation", number, limit=1),
            while_alive(self, lambda found: self._hand_over_unless(found, made)),
            while_alive(self, self.refuse),
        )

    def _hand_over_unless(self, found: list[Found], made: NewRow) -> None:
        """One number belongs to one organisation."""
        if not found:
            self.hand_over(made)
            return
        self.refuse(
            FieldError(
                "bin",
                N_("{number} belongs to “{name}” already."),
                N_("Choose it from the list instead."),
                number=found[0].subtitle,
                name=found[0].title,
            )
        )


class ModelForm(DraftForm):
    """Maker, name and what follows from the model."""

    def __init__(self, session: Session, text: str, parent: QWidget | None = None) -> None:
        super().__init__(session, tr("New model"), parent)
        maker, _, name = text.partition(" ")
        self.form.add("maker", tr("Maker"), TextEdit(maker if name else None))
        self.form.add("name", tr("Name"), TextEdit(name or maker), required=True)
        types = [(value, tr(label)) for value, label in CAMERA_TYPES]
        self.form.add("type", tr("Type"), ChoiceBox(types))
        self.form.add("resolution", tr("Resolution"), SuggestingBox(_RESOLUTIONS))
        self.form.add("service_life_months", tr("Service life, months"), WholeEdit())

    def submit(self, values: dict[str, object]) -> None:
        """Hand the model over."""
        if values["name"] is None:
            self.refuse(FieldError("name", N_("“{name}” is missing."), name=tr("Name")))
            return
        facts = cast("dict[str, Value]", values)
        title = " ".join(str(facts[part]) for part in ("maker", "name") if facts[part])
        self.hand_over(NewRow("model", facts, title))
