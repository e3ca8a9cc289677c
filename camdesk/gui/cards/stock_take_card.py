"""The card of a stock-take: its counts, each a way to the cameras, and what can be done next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from camdesk.domain.errors import N_
from camdesk.gui.cards.sheet import Row, Run
from camdesk.gui.cards.table_card import Section, TableCard, TableFile
from camdesk.gui.session import Session
from camdesk.store import stock_take_list
from camdesk.store.connection import Connection
from camdesk.store.listing import Query
from camdesk.store.stock_take_list import File
from camdesk.store.stock_takes import Count
from camdesk.text.formats import edtf_text, number_text
from camdesk.text.i18n import language, tr
from camdesk.text.stock_take_words import UNITS

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_ROWS = (
    ("expected", N_("Expected")),
    ("found", N_("Found")),
    ("missing", N_("Missing")),
    ("elsewhere", N_("Found elsewhere")),
    ("outside", N_("Of those elsewhere: from outside")),
    ("not_checked", N_("Not checked yet")),
)


class StockTakeCard(TableCard):
    """Everything about one stock-take."""

    table = "stock_take"

    def __init__(self, session: Session, context: Context) -> None:
        super().__init__(session, context, tr("Choose a stock-take to see how far it is."))
        self.enter_button = self.add_button(tr("Enter results…"), self.enter_results)
        self.close_button = self.add_button(tr("Close and record…"), self.close_take)
        self.add_button(tr("Save the list…"), self.save_list, writes=False)
        self.add_button(tr("Edit facts…"), self.edit_facts)
        self.end_buttons()

    def read_more(self, connection: Connection, row: int) -> File | None:
        return stock_take_list.file(connection, row)

    def line(self, file: TableFile) -> str:
        take = _of(file).take
        if take.closed:
            return tr("Closed on {day}", day=edtf_text(take.closed_on))
        left = sum(one.not_checked for one in _of(file).counts)
        return tr("Under way") if left else tr("Everything is checked; it can be closed")

    def tone(self, file: TableFile) -> str:
        return "exit" if _of(file).take.closed else "in_stock"

    def show_file(self, file: TableFile, same: bool) -> None:
        super().show_file(file, same)
        may_go_on = not _of(file).take.closed and not self._session.read_only
        self.enter_button.setEnabled(may_go_on)
        self.close_button.setEnabled(may_go_on)

    def fact_rows(self, file: TableFile) -> list[Row]:
        return []  # after the counts

    def sections(self, file: TableFile) -> Sequence[Section]:
        made = [self._counted(one) for one in _of(file).counts if one.unit is not None]
        numbers = next((one.unknown for one in _of(file).counts if one.unit is None), 0)
        if numbers:
            made.append(self._unknown(_of(file), numbers))
        return [*made, Section(tr("Scope"), super().fact_rows(file))]

    def enter_results(self) -> None:
        """Open the dialog for scanner, keyboard, clipboard and files."""
        if self._file is not None and self.enter_button.isEnabled():
            from camdesk.gui.stock_take.results_dialog import ResultsDialog

            ResultsDialog(
                self._session, self._context, self._file.id, self._file.title, self
            ).open()

    def close_take(self) -> None:
        """Show what differs, and record it."""
        if self._file is not None and self.close_button.isEnabled():
            from camdesk.gui.stock_take.close_dialog import CloseDialog

            CloseDialog(self._session, self._context, self._file.id, self._file.title, self).open()

    def save_list(self) -> None:
        """Save the list of cameras that are expected, with room for a tick."""
        if self._file is not None:
            from camdesk.gui.csv_export import CsvExport
            from camdesk.reports.report import ReportTable
            from camdesk.reports.stock_takes import TICK_LIST, tick_list

            take, tongue = self._file.id, language()
            CsvExport(self._session, self._context, self).ask(
                self._file.title,
                lambda connection, dialect: ReportTable(
                    TICK_LIST, tick_list(connection, take, dialect.language or tongue)
                ),
            )

    def edit_facts(self) -> None:
        """Open the form that corrects the stock-take shown."""
        if self.row is not None and not self._session.read_only:
            from camdesk.gui.stock_take.take_form import TakeForm

            TakeForm(self._session, self._context, self.row, self).open()

    def _counted(self, one: Count) -> Section:
        rows = [
            Row(
                [Run(tr(label), "muted")],
                [[Run(number_text(getattr(one, name)), "link", f"count:{name}.{one.unit}")]],
            )
            for name, label in _ROWS
            if name != "outside" or one.outside
        ]
        return Section(tr(UNITS[str(one.unit)]), rows)

    def _unknown(self, file: File, numbers: int) -> Section:
        lines = [
            [
                Run(one.said),
                Run("  "),
                Run(tr("enter this camera…"), "small link", f"new:{one.line}"),
            ]
            for one in file.unknown
        ]
        if numbers > len(file.unknown):
            more = number_text(numbers - len(file.unknown))
            lines.append([Run(tr("and {count} more", count=more), "muted")])
        return Section(tr("Unknown to the register"), lines=lines)

    def _follow(self, what: str, which: str) -> None:
        if what == "count":
            counted, _, unit = which.partition(".")
            filters = {"stock_take": (f"{self.row} {counted}",), "unit": (unit,)}
            self._context.show_list("cameras", Query(filters=filters))
        elif what == "new":
            self._enter_camera(int(which))
        else:
            super()._follow(what, which)

    def _enter_camera(self, line: int) -> None:
        """Open the form of a new camera with the number that nobody knew."""
        file = self._file
        said = [one.said for one in _of(file).unknown if one.line == line] if file else []
        if said and not self._session.read_only:
            from camdesk.gui.forms.camera_form import CameraForm

            form = CameraForm.new(self._session, self._context, self)
            form.form.set_values({"inventory_number": said[0]})
            form.open()


def _of(file: TableFile) -> File:
    assert isinstance(file.more, File)
    return file.more
