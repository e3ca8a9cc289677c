"""The forms of the Parts page: parts bought, fitted into a camera, discarded, corrected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.domain.parts import PartLine
from camdesk.domain.validation import FieldError, check_date
from camdesk.gui import part_operations
from camdesk.gui.asking import ask, while_alive
from camdesk.gui.forms.field_controls import SuggestingBox, WholeEdit
from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.forms.paper_fields import add_paper, paper_of
from camdesk.gui.forms.part_picker import offer_text
from camdesk.gui.forms.references import ReferencePicker
from camdesk.gui.forms.table_form import TableForm
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.kit.edits import MoneyEdit, NoteEdit, TextEdit
from camdesk.gui.operations import NewRow, Saved
from camdesk.gui.part_operations import Occasion
from camdesk.gui.session import Session
from camdesk.store import part_list
from camdesk.store.part_list import Offer
from camdesk.store.parts import PartNotThere, PartsShort
from camdesk.text.entries import entry_title
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_DATE, _QUANTITY = "occurred_on", "quantity"
_COLUMNS = (
    "name", "quantity", "unit_value", "storage", "acquired_on", "document", "serial_number", "note",
)  # fmt: skip


class OccasionForm(FormDialog):
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


class BuyForm(OccasionForm):
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


class DiscardForm(OccasionForm):
    """Parts in stock turn out to be of no use."""

    def __init__(
        self, session: Session, context: Context, offer: Offer, parent: QWidget | None = None
    ) -> None:
        lead = f"{offer.name} · {offer_text(offer)}"
        super().__init__(session, context, tr("Discard spare parts"), lead, parent)
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
