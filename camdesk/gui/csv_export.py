"""Saving a report or a list as a table: off the GUI thread, whole or not at all."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from camdesk.gui.asking import while_alive
from camdesk.gui.csv_dialog import CsvDialog
from camdesk.gui.jobs import Relay
from camdesk.gui.progress import ProgressDialog
from camdesk.gui.session import Session
from camdesk.reports.catalogue import ReportColumn, ReportTable
from camdesk.reports.companion import Asked, Made, source
from camdesk.reports.csv_out import Cancelled
from camdesk.reports.dialects import Dialect
from camdesk.reports.saving import Form, save_table
from camdesk.store import listing as store
from camdesk.store.connection import Connection
from camdesk.store.listing import Listing
from camdesk.store.tables import Value
from camdesk.text.formats import number_text
from camdesk.text.i18n import ntr, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_KEY = "csv"
_BATCH = 1000

Make = Callable[[Connection, Dialect], ReportTable]
"""Makes the table to be saved, in a reader's thread."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A table that was saved."""

    path: Path
    rows: int


class CsvExport(QObject):
    """Writes tables of a page to files, with progress that can be called off."""

    saved = Signal(object)  # Saved

    def __init__(self, session: Session, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._context = context
        self._page = page
        self._relay = Relay(self)
        self.saved.connect(lambda saved: tell_saved(context, saved))

    def ask(self, name: str, make: Make, asked: Asked | None = None) -> None:
        """Ask in which form and where to save what `make` makes, and save it.

        `asked` says, where it is a report, what was asked for.
        """
        CsvDialog(
            name,
            self._context.settings,
            lambda path, form: self.start(name, make, path, form, asked),
            self._page,
        ).open()

    def start(
        self, name: str, make: Make, path: Path, form: Form, asked: Asked | None = None
    ) -> None:
        """Write what `make` makes to `path`."""
        register = self._session.register
        made = Made(register.path, register.author, register.clock())
        progress = ProgressDialog(tr("Saving “{file}”", file=path.name), self._page.window())
        called_off = threading.Event()

        def tell(rows: int) -> None:
            said = ntr("{count} row", "{count} rows", rows, count=number_text(rows))
            show = while_alive(progress, progress.tell)
            self._relay.post(lambda: show(said))

        def work(connection: Connection) -> Saved:
            lines = source(connection, made, form.spoken, asked)
            table = make(connection, form.dialect)
            rows = save_table(
                table, name, lines, path, form, progress=tell, cancelled=called_off.is_set
            )
            return Saved(path, rows)

        def call_off() -> None:
            called_off.set()
            self._session.cancel_read(_KEY)

        def finish(saved: Saved) -> None:
            progress.finish()
            self.saved.emit(saved)

        def give_up(error: BaseException) -> None:
            progress.finish()
            if not isinstance(error, Cancelled):
                self._session.failed.emit(error)

        progress.cancelled.connect(call_off)
        progress.start()
        self._session.read(_KEY, work, while_alive(self, finish), while_alive(self, give_up))


def listing_table(listing: Listing, ids: Sequence[int], columns: Sequence[str]) -> Make:
    """The rows `ids` of a list with the columns shown, as a table to be saved."""
    chosen = [listing.columns[name] for name in columns]
    made = tuple(ReportColumn(column.name, column.label, column.kind) for column in chosen)
    # A copy: the list on the screen may change while it is being written.
    kept = array("q", ids)

    def rows(connection: Connection) -> Iterator[tuple[Value, ...]]:
        for start in range(0, len(kept), _BATCH):
            yield from store.rows(connection, listing, kept[start : start + _BATCH], columns)

    return lambda connection, _dialect: ReportTable(made, rows(connection))


def tell_saved(context: Context, saved: Saved) -> None:
    """Say what was saved, and offer to look at it."""
    context.notify(
        ntr("Saved {count} row to “{file}”.", "Saved {count} rows to “{file}”.", saved.rows,
            count=number_text(saved.rows), file=saved.path.name),
        (tr("Open"), lambda: show_file(saved.path)),
        (tr("Show in folder"), lambda: show_file(saved.path.parent)),
    )  # fmt: skip


def show_file(path: Path) -> None:
    """Open a file or a folder with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
