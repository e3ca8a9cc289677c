"""The card of one row of any table of facts: its facts, and sections of what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from camdesk.domain.facts import FACTS, Fact, FactKind
from camdesk.domain.own_fields import TABLES as TABLES_WITH_OWN
from camdesk.gui.cards.card import PAGES, Card
from camdesk.gui.cards.facts import history_tips
from camdesk.gui.cards.history import HistoryDialog
from camdesk.gui.cards.own_rows import own_rows, own_tips
from camdesk.gui.cards.sheet import Line, Pen, Row, Run
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.chips import ChipRow
from camdesk.gui.session import Session
from camdesk.store import books, cards, own_fields
from camdesk.store.connection import Connection
from camdesk.store.own_fields import Said
from camdesk.store.tables import TABLES, Value
from camdesk.text.fact_words import fact_words
from camdesk.text.formats import UNKNOWN
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


@dataclass(frozen=True, slots=True)
class TableFile:
    """All that the card of a row shows; `names` holds what its references are called."""

    id: int
    title: str
    facts: Mapping[str, Value]
    names: Mapping[str, str]
    corrected: frozenset[str]
    more: Any = None  # what a subclass has read besides
    own: tuple[Said, ...] = ()  # what the department's own fields say


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with rows under it; `empty` is said where there are none."""

    heading: str
    rows: Sequence[Row] = ()
    empty: str = ""
    lines: Sequence[Line] = ()  # over both columns, before the rows


def read_row(
    connection: Connection,
    table: str,
    row: int,
    tongue: str,
    read_more: Callable[[Connection, int], Any] | None = None,
) -> TableFile | None:
    """The file of a row; None where it is not, or no longer, in the register."""
    facts = cards.facts(connection, table, row)
    if facts is None:
        return None
    names = {
        column: books.title(connection, target, value, tongue)
        for column, target in TABLES[table].references.items()
        if isinstance(value := facts[column], int)
    }
    history = cards.history(connection, table, row, tongue)
    return TableFile(
        row,
        books.title(connection, table, row, tongue),
        facts,
        names,
        frozenset(column for column, changes in history.items() if len(changes) > 1),
        read_more(connection, row) if read_more is not None else None,
        own_fields.said(connection, table, row) if table in TABLES_WITH_OWN else (),
    )


class TableCard(Card[TableFile]):
    """What the register knows of a row of `table`.

    A subclass says more: `read_more` (in another thread), `line`, `tone` and `sections`.
    """

    table = ""

    def __init__(
        self, session: Session, context: Context, hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, context, f"{self.table} card", hint, parent)
        self.buttons: list[Button] = []
        row = ChipRow()  # in as many lines as they need
        self._row_of_buttons = row
        self._tools.addWidget(row, 1)

    def add_button(self, text: str, call: Callable[[], object], *, writes: bool = True) -> Button:
        """A button above the facts."""
        button = Button(text, call)
        button.setEnabled(not (writes and self._session.read_only))
        self.buttons.append(button)
        self._row_of_buttons.add(button)
        return button

    def end_buttons(self) -> None:
        """No more buttons come."""

    @property
    def row(self) -> int | None:
        """The row shown."""
        return self._shown()

    @property
    def file(self) -> TableFile | None:
        """What was read of the row shown."""
        return self._file

    def show_row(self, row: int | None) -> None:
        """Show one row; what stood there stays until the new answer comes."""
        self._want(row)

    def reading(self, row: int) -> Callable[[Connection], TableFile | None]:
        table, tongue, read_more = self.table, language(), self.read_more
        return lambda connection: read_row(connection, table, row, tongue, read_more)

    def read_more(self, connection: Connection, row: int) -> Any:  # noqa: ANN401 - `TableFile.more`
        """What the sections need, in another thread; knows no widget."""

    def title(self, file: TableFile) -> str:
        """What heads the card."""
        return file.title

    def line(self, file: TableFile) -> str:
        """The line under the title."""
        return ""

    def tone(self, file: TableFile) -> str:
        """The tone of that line, where it is a state."""
        return ""

    def sections(self, file: TableFile) -> Sequence[Section]:
        """What belongs to the row."""
        return ()

    def tips(self, file: TableFile) -> dict[str, str]:
        """What more to say of links."""
        return {}

    def edit_facts(self) -> None:
        """Open the form that corrects facts of the row shown."""
        if self.row is not None and not self._session.read_only:
            from camdesk.gui.forms.table_form import TableForm

            TableForm(self._session, self._context, self.table, self.row, self).open()

    def show_history(self, column: str = "") -> None:
        """Show every value of the facts of the row shown, or of one of them."""
        if self._file is not None:
            HistoryDialog(
                self._session,
                self._context,
                self.table,
                self._file.id,
                self._file.title,
                column,
                self,
            ).open()

    def show_gone(self) -> None:
        for button in self.buttons:
            button.hide()
        self._say_gone(tr("It is not in the register"))

    def show_file(self, file: TableFile, same: bool) -> None:
        for button in self.buttons:
            button.show()
        self._head.show_title(self.title(file), self.line(file), self.tone(file))
        rows = self.fact_rows(file)
        sections = self.sections(file)

        def draw(pen: Pen) -> None:
            pen.rows(rows)
            for section in sections:
                pen.heading(section.heading)
                for line in section.lines:
                    pen.line(line)
                if section.rows:
                    pen.rows(section.rows)
                elif section.empty:
                    pen.line([Run(section.empty, "muted")])

        tips = {**history_tips(file.corrected), **own_tips(file.own), **self.tips(file)}
        self.sheet.show_drawing(draw, tips, same=same)

    def fact_rows(self, file: TableFile) -> list[Row]:
        """The facts, and own fields; notes and what is archived only where they say something."""
        facts = [
            self._row(one, file)
            for one in FACTS[self.table]
            if one.kind is not FactKind.HIDDEN
            and (
                one.kind not in (FactKind.NOTE, FactKind.YES_NO)
                or file.facts[one.column] is not None
                or one.column in file.corrected
            )
        ]
        return [*facts, *own_rows(file.own)]

    def _row(self, one: Fact, file: TableFile) -> Row:
        value = file.facts[one.column]
        text = fact_words(one, file.names.get(one.column, value))
        href = f"{one.target}:{value}" if one.target in PAGES and value is not None else ""
        look = "muted" if text == UNKNOWN else "link" if href else "text"
        line = [Run(text, look, href=href)]
        if one.column in file.corrected:
            line += [Run("  "), Run(tr("corrected"), "muted", href=f"history:{one.column}")]
        return Row([Run(tr(one.label), "muted")], [line])

    def _follow(self, what: str, which: str) -> None:
        if what == "history":
            self.show_history(which)
        else:
            super()._follow(what, which)
