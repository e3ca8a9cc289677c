"""What a list page asks of the register, kept in step with what its controls show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from camdesk.gui.models.listing_answer import Answer, Keep
from camdesk.gui.models.listing_model import ListingModel
from camdesk.gui.pages.list_head import ListHead
from camdesk.gui.views.listing_view import ListingView
from camdesk.store.listing import Query


class ListAsker(QObject):
    """Turns search, chips and header clicks into questions."""

    answered = Signal(object)  # Answer
    found = Signal()  # the row that was looked for is chosen now

    def __init__(
        self, model: ListingModel, view: ListingView, head: ListHead, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.query = Query()  # what is asked for; the rows here may still be those before
        self.stale = True  # the register may say something else by now
        self.same_query = False  # the latest answer was to the question before it
        self._wanted: int | None = None
        self._model, self._view, self._head = model, view, head
        head.search.searched.connect(lambda text: self.narrow(search=text))
        head.filters.changed.connect(lambda: self.narrow(filters=head.filters.chosen()))
        view.sort_asked.connect(lambda name, down: self.narrow(sort=name, descending=down))
        model.asking_changed.connect(head.busy.set_busy)
        model.about_to_answer.connect(self._before_answer)
        model.answered.connect(self._after_answer)

    def narrow(self, **changes: Any) -> None:  # noqa: ANN401 - fields of a query
        """Ask with these parts of the query changed."""
        self.ask(replace(self.query, **changes), self._view.keep(place=False))

    def clear(self) -> None:
        """Let go of search and filters."""
        self.narrow(search="", filters={})

    def refresh(self) -> None:
        """Ask again and stay where we are."""
        self.ask(self.query, self._view.keep(place=True))

    def ask(self, query: Query, keep: Keep) -> None:
        """Ask for `query` and show it on the controls."""
        self.query = query
        self.stale = False
        self._show()
        self._model.ask(query, keep)

    def find(self, row_id: int) -> None:
        """Choose a row; search and filters give way where they hide it."""
        self._wanted = row_id
        self.ask(self.query, self._around(row_id))

    def cancel(self) -> bool:
        """Call the question off and go back to the one before; False where there is none."""
        if not self._model.asking:
            return False
        self._model.cancel()
        self._wanted = None
        self.query = self._model.query
        self._show()
        return True

    def state(self) -> Mapping[str, Any]:
        """What to give to `restore` later: plain values."""
        query = self.query
        return {
            "search": query.search,
            "filters": {name: list(values) for name, values in query.filters.items()},
            "sort": query.sort,
            "descending": query.descending,
            "current": self._view.current_id(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Ask as `state` says; what the listing does not know is passed over."""
        listing = self._model.listing
        filters = {
            name: tuple(values)
            for name, values in (state.get("filters") or {}).items()
            if name in listing.filters
        }
        sort = str(state.get("sort") or "")
        query = Query(
            str(state.get("search") or ""),
            filters,
            sort if sort in listing.columns else "",
            bool(state.get("descending")),
        )
        self.ask(query, self._around(state.get("current")))

    def _around(self, row_id: int | None) -> Keep:
        """Find that row again, choose it, and show it with some rows above."""
        chosen = () if row_id is None else (row_id,)
        here = self._view.keep(place=False)
        return Keep(row_id, chosen, here.span // 3, 0, here.span)

    def _show(self) -> None:
        self._head.show_query(self.query)
        self._view.show_sort(self.query.sort, self.query.descending)

    def _before_answer(self, answer: Answer) -> None:
        self.same_query = self._model.has_answer and answer.query == self._model.query

    def _after_answer(self, answer: Answer) -> None:
        self.answered.emit(answer)
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        if answer.current is not None:
            self.found.emit()
        elif answer.query.search or answer.query.filters:
            self._wanted = wanted
            self.ask(replace(answer.query, search="", filters={}), self._around(wanted))
