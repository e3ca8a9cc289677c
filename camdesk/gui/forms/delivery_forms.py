"""Lines of a contract, orders from them, and deliveries with their serial numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import KINDS
from camdesk.domain.validation import FieldError, check_date
from camdesk.gui import operations
from camdesk.gui.asking import ask, while_alive
from camdesk.gui.forms.field_controls import WholeEdit
from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.forms.paper_fields import add_paper, paper_of
from camdesk.gui.forms.table_form import TableForm, typed_columns
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.kit.edits import ChoiceBox, MoneyEdit, NoteEdit
from camdesk.gui.session import Session
from camdesk.store import procurement
from camdesk.store.contracts import Line
from camdesk.store.procurement import Delivery, TooMany, Trouble
from camdesk.store.register import Register
from camdesk.store.writer import EntryWriter
from camdesk.text.entries import entry_title
from camdesk.text.formats import number_text
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_DATE = "occurred_on"
_NUMBERS = "serial_numbers"
_LIST_HEIGHT = 150
_SHOWN_TROUBLES = 5


class LineForm(TableForm):
    """A line of a contract."""

    @classmethod
    def edit(cls, session: Session, context: Context, line: int, parent: QWidget) -> LineForm:
        """The form that corrects a line."""
        return cls(
            session, context, "contract_line", line, parent,
            title=tr("Edit the line"), columns=_line_columns(),
        )  # fmt: skip


def _line_columns() -> list[str]:
    return [column for column in typed_columns("contract_line") if column != "contract"]


class _DeliveryForm(FormDialog):
    """Chooses a line; writes one entry for its cameras."""

    def __init__(
        self,
        session: Session,
        context: Context,
        title: str,
        contract: str,
        lines: Sequence[Line],
        parent: QWidget | None,
    ) -> None:
        super().__init__(session, title, contract, parent)
        self._context = context
        self._contract = contract
        self.lines = {line.id: line for line in lines}
        choices = [(line.id, _line_title(line)) for line in lines]
        first = next((line.id for line in lines if line.short), lines[0].id)
        self.form.add("line", tr("Line"), ChoiceBox(choices, first, unknown=None))

    @property
    def line(self) -> Line:
        """The line chosen."""
        return self.lines[cast("int", self.form.edit("line").value())]

    def add_date(self) -> None:
        """The day on which it happened."""
        today = PartialDate.day(self.session.register.today)
        self.form.add(_DATE, tr("Date"), PartialDateEdit(today))

    def save(self, kind: str, count: int, work: operations.EntryWork) -> None:
        """Write one entry of a step of the lifecycle."""

        def write(register: Register) -> None:
            with register.write(kind, self._contract) as entry:
                work(entry)

        def saved(_result: object) -> None:
            what = entry_title(kind, self._contract, count)
            self._context.notify(tr("Saved: {what}. Ctrl+Z takes it back.", what=what))
            self.finish()

        self.begin_saving()
        self.session.write(write, while_alive(self, saved), while_alive(self, self.refuse))

    def dated(self, values: dict[str, object]) -> PartialDate | None:
        """The date; FieldError where it has not come yet."""
        day = cast("PartialDate | None", values[_DATE])
        check_date(day, self.session.register.today)
        return day


class OrderForm(_DeliveryForm):
    """Ordering makes the cameras at once."""

    def __init__(
        self,
        session: Session,
        context: Context,
        contract: str,
        lines: Sequence[Line],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, context, tr("Order from the contract"), contract, lines, parent)
        hint = tr("So many cameras come into the register as ordered.")
        self.form.add("count", tr("Quantity"), WholeEdit(), required=True, hint=hint)
        self.add_date()
        self.form.add("note", tr("Note"), NoteEdit())
        self.form.edit("line").changed.connect(self._propose)
        self._propose()

    def submit(self, values: dict[str, object]) -> None:
        """Write the order."""
        count, line = cast("int", values["count"]), self.line.id
        try:
            day = self.dated(values)
        except FieldError as error:
            self.refuse(error)
            return
        note = cast("str | None", values["note"])
        self.save(
            "ordered",
            count,
            lambda entry: procurement.order(entry, line, count, day, note)[0],
        )

    def _propose(self) -> None:
        rest = self.line.to_order
        self.form.edit("count").set_value(str(rest) if rest > 0 else None)


class ReceiveForm(_DeliveryForm):
    """Delivery by an acceptance act; serial numbers are pasted, typed or scanned, one a line."""

    def __init__(
        self,
        session: Session,
        context: Context,
        contract: str,
        lines: Sequence[Line],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, context, tr("Receive a delivery"), contract, lines, parent)
        numbers = NoteEdit()
        numbers.setFixedHeight(_LIST_HEIGHT)
        numbers.setPlaceholderText(tr("One on each line: paste, type or scan"))
        self.form.add(_NUMBERS, tr("Serial numbers"), numbers)
        hint = tr("Where the serial numbers are not known.")
        self.form.add("count", tr("Or how many"), WholeEdit(), hint=hint)
        yes = [
            (False, tr("No: refuse what is over")),
            (True, tr("Yes: more came than was ordered")),
        ]
        self.form.add("over", tr("More than ordered"), ChoiceBox(yes, False, unknown=None))
        self.form.set_shown("over", False)
        hint = tr("Empty: as the line of the contract says.")
        self.form.add("cost", tr("Price of one"), MoneyEdit(), hint=hint)
        self.add_date()
        add_paper(self.form, tr(KINDS["received"].paper or ""), session=self.session)
        self.form.add("note", tr("Note"), NoteEdit())
        for name in ("line", _NUMBERS):
            self.form.edit(name).changed.connect(self._look)
        self._look()

    def submit(self, values: dict[str, object]) -> None:
        """Write the delivery."""
        numbers = procurement.read_serial_numbers(str(values[_NUMBERS] or ""))
        count = cast("int | None", values["count"]) or 0
        line = self.line.id
        try:
            day = self.dated(values)
            paper = paper_of(values)
        except FieldError as error:
            self.refuse(error)
            return

        def work(entry: EntryWriter) -> int:
            document = operations.document_of(entry, paper) if paper is not None else None
            delivery = Delivery(
                numbers, count, day, document, cast("str | None", values["note"]),
                more_than_ordered=values["over"] is True,
                cost=cast("int | None", values["cost"]),
            )  # fmt: skip
            return procurement.receive(entry, line, delivery)[0]

        self.save("received", len(numbers) or count, work)

    def refuse(self, error: BaseException) -> None:
        """Where more came than was ordered, that may be said."""
        if isinstance(error, TooMany):
            self.form.set_shown("over", True)
            self.grow()
        super().refuse(error)

    def _look(self) -> None:
        """Count the numbers, and name those that cannot be taken."""
        numbers = procurement.read_serial_numbers(self.form.edit(_NUMBERS).toPlainText())
        line = self.line.id

        def show(answer: tuple[int, list[Trouble]]) -> None:
            waiting, troubles = answer
            self.form.row(_NUMBERS).set_hint(_told(len(numbers), waiting, troubles))

        ask(
            self,
            self.session,
            "serial numbers",
            lambda connection: (
                len(procurement.awaited(connection, line)),
                procurement.refused_numbers(connection, numbers, line),
            ),
            show,
        )


def _told(count: int, waiting: int, troubles: Sequence[Trouble]) -> str:
    lines = [tr("{count} of {waiting} awaited", count=number_text(count),
                waiting=number_text(waiting))]  # fmt: skip
    lines += [
        tr(one.message, place=one.place, number=one.serial_number, other=one.other)
        for one in troubles[:_SHOWN_TROUBLES]
    ]
    if len(troubles) > _SHOWN_TROUBLES:
        lines.append(tr("and {n} more", n=number_text(len(troubles) - _SHOWN_TROUBLES)))
    return "\n".join(lines)


def _line_title(line: Line) -> str:
    name = line.name or tr("Model not named")
    position = "" if line.position is None else f"{line.position}. "
    return tr(
        "{line}: {received} of {quantity} received",
        line=f"{position}{name}",
        received=number_text(line.received),
        quantity=number_text(line.quantity),
    )
