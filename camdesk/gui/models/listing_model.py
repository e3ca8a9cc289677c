"""A list of any length: its ids in order, and the rows that are looked at.

A million rows cost eight megabytes and a few pages. Whatever is asked is asked off the GUI
thread; until an answer comes the old rows stay, and a page that is not here yet stays blank.
"""

from __future__ import annotations

from array import array

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from camdesk.gui.asking import while_alive
from camdesk.gui.models.listing_answer import (
    PAGE,
    Answer,
    Keep,
    ListingRow,
    Pages,
    answer,
    fetch,
    slice_of,
)
from camdesk.gui.models.row_pages import RowPages
from camdesk.gui.models.table_model import ValuesModel
from camdesk.gui.session import Session
from camdesk.store.connection import was_interrupted
from camdesk.store.listing import Listing, Query

PATIENCE = 40  # ms without a move of the scroll bar's handle before pages are asked for


class ListingModel(ValuesModel):
    """The rows that a query asks of a listing; `key` tells its questions from other lists'."""

    about_to_answer = Signal(object)  # Answer, before the rows are exchanged
    answered = Signal(object)  # Answer, after that
    asking_changed = Signal(bool)
    text_roles = ValuesModel.text_roles | {Qt.ItemDataRole.ToolTipRole}

    def __init__(
        self, session: Session, listing: Listing, key: str, parent: QObject | None = None
    ) -> None:
        super().__init__(tuple(listing.columns.values()), parent)
        self.listing = listing
        self.ids: array[int] = array("q")
        self.query = Query()  # of the rows that are here
        self.total = 0
        self.has_answer = False
        self._session = session
        self._ids_key = f"{key}/ids"
        self._rows_key = f"{key}/rows"
        self._pages = RowPages()
        self._asked: Query | None = None
        self._seen = (0, 0)
        self._coming: frozenset[int] = frozenset()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._fetch)

    # Asking

    @property
    def asking(self) -> bool:
        """Whether a question is under way."""
        return self._asked is not None

    @property
    def asked(self) -> Query:
        """The query that will be answered next, or that was answered last."""
        return self._asked or self.query

    def ask(self, query: Query, keep: Keep) -> None:
        """Ask for the list of `query`; an older question is broken off."""
        was_asking = self.asking
        self._asked = query
        listing = self.listing
        self._session.read(
            self._ids_key,
            lambda connection: answer(connection, listing, query, keep),
            while_alive(self, self._take),
            while_alive(self, lambda error: self._give_up(error, query, keep)),
        )
        if not was_asking:
            self.asking_changed.emit(True)

    def cancel(self) -> None:
        """Break the question off; the rows that are here stay."""
        if self.asking:
            self._session.cancel_read(self._ids_key)
            self._asked = None
            self.asking_changed.emit(False)

    def _take(self, answer: Answer) -> None:
        self._asked = None
        self._timer.stop()
        self._session.cancel_read(self._rows_key)
        self._coming = frozenset()
        self.about_to_answer.emit(answer)
        if answer.same and self.has_answer:
            self._exchange(answer)
            if self.ids:
                self.dataChanged.emit(
                    self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns) - 1)
                )
        else:
            self.beginResetModel()
            self._exchange(answer)
            self.endResetModel()
        self.answered.emit(answer)
        self.asking_changed.emit(False)

    def _exchange(self, answer: Answer) -> None:
        self.has_answer = True
        self.ids, self.query, self.total = answer.ids, answer.query, answer.total
        self._pages.replace(answer.pages)

    def _give_up(self, error: BaseException, query: Query, keep: Keep) -> None:
        if was_interrupted(error):  # meant for the question before, which was answered already
            self.ask(query, keep)
            return
        self._asked = None
        self.asking_changed.emit(False)
        self._session.failed.emit(error)

    # Rows

    def row(self, row: int) -> ListingRow | None:
        """The values of a row in the order of `columns`; None where they have not come yet."""
        return self._pages.row(row)

    def show_rows(self, first: int, last: int, *, patient: bool = False) -> None:
        """Have the rows `first` to `last` come, then their neighbours.

        `patient` waits until the rows asked for stay the same for a moment.
        """
        self._seen = (first, last)
        if patient:
            self._timer.start(PATIENCE)
        elif not self._timer.isActive():
            self._timer.start(0)

    def _fetch(self) -> None:
        if not self.ids:
            return
        first, last = self._seen
        highest = len(self.ids) - 1
        seen = self._pages.missing(min(first, highest), min(last, highest))
        near = range(max(0, first - PAGE), min(last + PAGE, highest) + 1, PAGE)
        wanted = seen or [page for row in near for page in self._pages.missing(row, row)]
        if not wanted or (self._coming and (not seen or not self._coming.isdisjoint(seen))):
            return  # nothing is missing, or what is seen is on its way and the rest comes after
        self._coming = frozenset(wanted)
        listing, slices = self.listing, {page: slice_of(self.ids, page) for page in wanted}
        self._session.read(
            self._rows_key,
            lambda connection: fetch(connection, listing, slices),
            while_alive(self, self._take_pages),
            while_alive(self, self._miss_pages),
        )

    def _take_pages(self, pages: Pages) -> None:
        self._coming = frozenset()
        self._pages.put(pages)
        for page, rows in pages.items():
            self.dataChanged.emit(
                self.index(page * PAGE, 0),
                self.index(page * PAGE + len(rows) - 1, len(self.columns) - 1),
            )
        self._fetch()

    def _miss_pages(self, error: BaseException) -> None:
        self._coming = frozenset()
        if was_interrupted(error):
            self._fetch()
        else:
            self._session.failed.emit(error)

    def count(self) -> int:
        return len(self.ids)
