"""The forms of the Parts page: parts bought, fitted into a camera, discarded, corrected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.domain.fields import FieldKind
from camdesk.domain.lifecycle import Kind, Standing, steps_from
from camdesk.domain.parts import FittedPart, PartLine
from camdesk.domain.validation import FieldError, check_date
from camdesk.gui import part_operations
from camdesk.gui.asking import ask, while_alive
from camdesk.gui.cards.reading import CameraFile, read_camera
from camdesk.gui.cards.words import matter
from camdesk.gui.forms.field_controls import SuggestingBox, WholeEdit
from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.forms.paper_fields import add_paper, paper_of
from camdesk.gui.forms.part_picker import offer_text
from camdesk.gui.forms.references import ReferencePicker
from camdesk.gui.forms.step_form import StepForm
from camdesk.gui.forms.table_form import TableForm
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.kit.edits import ChoiceBox, MoneyEdit, NoteEdit, TextEdit
from camdesk.gui.operations import NewRow, Saved, name_of
from camdesk.gui.part_operations import Occasion
from camdesk.gui.session import Session
from camdesk.store import part_list
from camdesk.store.part_list import Offer
from camdesk.store.parts import PartNotThere, PartsShort
from camdesk.text.entries import entry_title
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_DATE, _QUANTITY = "occurred_on", "quantity"
_COLUMNS = (
    "name", "quantity", "unit_value", "storage", "acquired_on", "document", "serial_number", "note",
)  # fmt: skip


class _OccasionForm(FormDialog):
    """A form about parts that ends with a date, a paper and a note."""

    saved = Signal(int)  # the row of parts

    def __init__(
        self, session: Session, context: Context, title: str, lead: str, parent: QWidget | None
    ) -> None:
        super().__init__(session, title, lead, parent)
        self.context = context

    def add_occasion(self, date_label: str, paper: str) -> None:
        """The fields of the occasion; `paper` is the usual kind of it."""
        self.form.add(_DATE, date_label, PartialDateEdit())
        self.form.edit(_DATE).set_value(PartialDate.day(self.session.register.today))
        self.papers = add_paper(self.form, paper, session=self.session)
        self.form.add("note", tr("Note"), NoteEdit())

    def add_quantity(self, most: int) -> None:
        """How many, one where nothing else is said."""
        self.form.add(_QUANTITY, tr("Quantity"), WholeEdit(), required=True)
        self.form.edit(_QUANTITY).set_value("1")
        if most > 1:
            self.form.row(_QUANTITY).set_hint(tr("Of {count} in stock.", count=most))

    def occasion(self, values: Mapping[str, object]) -> Occasion:
        """When, on which paper; FieldError for a day to come."""
        day = cast("PartialDate | None", values[_DATE])
        check_date(day, self.session.register.today)
        return Occasion(day, paper_of(values), cast("str | None", values["note"]))

    def submit(self, values: dict[str, object]) -> None:
        """Record what was typed."""
        try:
            self.record(values)
        except KnownError as error:
            self.refuse(error)

    def record(self, values: Mapping[str, object]) -> None:
        """Check and save; the subclass says how."""
        raise NotImplementedError

    def field_of(self, error: KnownError) -> str | None:
        """A balance is a matter of the quantity, an order of the date."""
        if isinstance(error, PartsShort):
            return _QUANTITY
        if isinstance(error, PartNotThere):
            return _DATE
        return super().field_of(error)

    def say_saved(self, subject: str, saved: Saved) -> None:
        """Tell the clerk, and close."""
        title = entry_title(part_operations.ACTION, subject, 0)
        self.context.notify(tr("Saved: {what}. Ctrl+Z takes it back.", what=title))
        self.saved.emit(saved.row)
        self.finish()


class BuyForm(_OccasionForm):
    """Parts that were bought come into stock."""

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(session, context, tr("New part bought"), "", parent)
        self.form.add("name", tr("Part"), SuggestingBox(()), required=True)
        self.form.add(_QUANTITY, tr("Quantity"), WholeEdit(), required=True)
        self.form.edit(_QUANTITY).set_value("1")
        self.form.add("unit_value", tr("Value of one"), MoneyEdit())
        self.form.add("storage", tr("Where it lies"), SuggestingBox(()))
        self.form.add("serial_number", tr("Serial no."), TextEdit())
        self.form.add("supplier", tr("Supplier"), ReferencePicker(session, "organisation"))
        self.add_occasion(tr("Into stock on"), tr("Invoice"))
        suggest_words(self, session, {"name": "name", "storage": "storage"})

    def record(self, values: Mapping[str, object]) -> None:
        """Put them into stock."""
        line = PartLine(
            str(values["name"]),
            cast("int", values[_QUANTITY]),
            cast("int | None", values["unit_value"]),
            cast("str | None", values["storage"]),
            cast("str | None", values["serial_number"]),
        )
        occasion = self.occasion(values)
        self.begin_saving()
        part_operations.buy(
            self.session,
            line,
            occasion,
            cast("int | NewRow | None", values["supplier"]),
            done=while_alive(self, lambda saved: self.say_saved(line.name, saved)),
            failed=while_alive(self, self.refuse),
        )


class DiscardForm(_OccasionForm):
    """Parts in stock turn out to be of no use."""

    def __init__(
        self, session: Session, context: Context, offer: Offer, parent: QWidget | None = None
    ) -> None:
        lead = f"{offer.name} · {offer_text(offer)}"
        super().__init__(session, context, tr("Discard"), lead, parent)
        self._offer = offer
        self.add_quantity(offer.in_stock)
        self.add_occasion(tr("Date"), tr("Act of write-off of parts"))

    def record(self, values: Mapping[str, object]) -> None:
        """Take them out of stock."""
        quantity, offer = cast("int", values[_QUANTITY]), self._offer
        refuse_more_than_there_are(offer, quantity)
        occasion = self.occasion(values)
        self.begin_saving()
        part_operations.discard(
            self.session,
            offer.part,
            quantity,
            occasion,
            subject=offer.name,
            done=while_alive(self, lambda saved: self.say_saved(offer.name, saved)),
            failed=while_alive(self, self.refuse),
        )


class FitForm(_OccasionForm):
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
        fitted = FittedPart(self._offer.part, cast("int", values[_QUANTITY]))
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
        for name in (_DATE, *self.papers, "note"):
            self.form.set_shown(name, alone)
        self.save_button.setText(tr("Save") if alone else tr("Go on…"))
        self.grow()


class PartForm(TableForm):
    """Corrects the facts of parts; where they came from is not among them."""

    def __init__(
        self,
        session: Session,
        context: Context,
        row: int,
        *,
        bought: bool,
        parent: QWidget | None = None,
    ) -> None:
        columns = (*_COLUMNS, "supplier") if bought else _COLUMNS
        super().__init__(session, context, "part", row, parent, columns=columns)

    def check_facts(self, facts: Mapping[str, object]) -> None:
        """Raise where the facts do not go together."""
        day = facts["acquired_on"]
        if isinstance(day, str):
            try:
                check_date(PartialDate.parse(day), self.session.register.today)
            except FieldError as error:
                raise FieldError(
                    "acquired_on", error.message, error.advice, **error.params
                ) from error
        PartLine(
            str(facts["name"]),
            cast("int", facts["quantity"]),
            cast("int | None", facts["unit_value"]),
            serial_number=cast("str | None", facts["serial_number"]),
        )

    def field_of(self, error: KnownError) -> str | None:
        """A balance is a matter of the quantity, an order of the date."""
        if isinstance(error, PartsShort):
            return "quantity"
        return "acquired_on" if isinstance(error, PartNotThere) else super().field_of(error)


def repairs(standing: Standing) -> list[Kind]:
    """The steps that would mend the camera and ask for parts; those of an idle one are none."""
    return [
        kind
        for kind in steps_from(standing)
        if kind.mends and any(field.kind is FieldKind.PARTS_FITTED for field in kind.fields)
    ]


def refuse_more_than_there_are(offer: Offer, quantity: int) -> None:
    """Raise PartsShort beside the quantity, before anything is saved."""
    if quantity > offer.in_stock:
        raise PartsShort(offer.name, offer.in_stock, quantity)


def suggest_words(form: FormDialog, session: Session, columns: Mapping[str, str]) -> None:
    """Offer in the fields (by name) the texts that parts have in a column."""

    def show(words: dict[str, list[str]]) -> None:
        for field, column in columns.items():
            box = cast("SuggestingBox", form.form.edit(field))
            stood = box.currentText()
            box.addItems(words[column])
            box.setEditText(stood)

    ask(
        form,
        session,
        "words of parts",
        lambda c: {column: part_list.words_used(c, column) for column in columns.values()},
        show,
    )
