"""The pages of an open register, each built when it is first looked at."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from camdesk.gui.session import Session

if TYPE_CHECKING:
    from camdesk.gui.context import Context, Page

FIRST = "cameras"


class PageStack(QStackedWidget):
    """Shows one page at a time."""

    shown = Signal(str)
    status_changed = Signal()
    selection_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        session.own_fields_changed.connect(self._follow_own_fields)
        self._context: Context | None = None
        self._pages: dict[str, Any] = {}
        self._kept: dict[str, Mapping[str, Any]] = {}
        self._front = ""  # the page that was shown last

    def set_context(self, context: Context) -> None:
        """What pages are given to ask the window with."""
        self._context = context

    def show(self, key: str) -> Any:  # type: ignore[override]  # noqa: ANN401
        """Bring the page `key` to the front, build it where it is not there yet, return it."""
        page = self._pages.get(key) or self._build(key)
        if self._front != key:  # the first page is in front as soon as it is built
            self._front = key
            self.setCurrentWidget(page)
            self.shown.emit(key)
        page.activate()
        return page

    def current(self) -> Page | None:
        """The page in front."""
        key = self.current_key()
        return self._pages.get(key)

    def current_key(self) -> str:
        """The key of the page in front; empty before the first is shown."""
        here = self.currentWidget()
        return next((key for key, page in self._pages.items() if page == here), "")

    def state(self) -> dict[str, Any]:
        """What to give to `restore` after the pages were built anew."""
        pages = {**self._kept, **{key: dict(page.state()) for key, page in self._pages.items()}}
        return {"page": self.current_key(), "pages": pages}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be as `state` says; pages take theirs when they are built."""
        self._kept = dict(state.get("pages") or {})
        key = str(state.get("page") or "")
        self.show(key if key in _MAKERS else FIRST)

    def _build(self, key: str) -> Any:  # noqa: ANN401 - a page of any kind
        assert self._context is not None
        page = self._pages[key] = page_class(key)(self._session, self._context)
        self.addWidget(page)
        for name in ("status_changed", "selection_changed"):
            if hasattr(page, name):
                getattr(page, name).connect(getattr(self, name))
        if kept := self._kept.get(key):
            page.restore(kept)
        return page

    def _follow_own_fields(self) -> None:
        """Lists whose own fields are others by now are built with those."""
        for key, page in list(self._pages.items()):
            table, own = getattr(page, "own", ("", ()))
            if own != self._session.own_fields(table):
                self._renew(key)

    def _renew(self, key: str) -> None:
        """Build a page anew, where it stands, because its list has other columns by now."""
        page = self._pages.pop(key)
        self._kept[key] = dict(page.state())
        in_front = self._front == key
        page.setParent(None)
        page.deleteLater()
        if in_front:
            self.setCurrentWidget(self._build(key))


def load_first() -> None:
    """Import what the first page needs: in another thread, so that the window does not wait."""
    import camdesk.gui.pages.cameras  # noqa: F401


# Module and class of each page: imported when it is first shown, start-up pays for one only.
_MAKERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "cameras": ("cameras", "CamerasPage"),
        "sites": ("sites", "SitesPage"),
        "contracts": ("contracts", "ContractsPage"),
        "faults": ("faults", "FaultsPage"),
        "parts": ("parts", "PartsPage"),
        "stock_takes": ("stock_takes", "StockTakesPage"),
        "fate": ("fate", "FatePage"),
        "figures": ("figures", "FiguresPage"),
        "documents": ("documents", "DocumentsPage"),
        "gaps": ("gaps", "GapsPage"),
        "books": ("books", "BooksPage"),
        "journal": ("journal", "JournalPage"),
        "reports": ("reports", "ReportsPage"),
    }
)


def page_keys() -> tuple[str, ...]:
    """The keys of all pages, in the order of the sidebar."""
    return tuple(_MAKERS)


def page_class(key: str) -> Any:  # noqa: ANN401 - the class of any page
    """The class of a page, imported now."""
    module, name = _MAKERS[key]
    return getattr(import_module(f"camdesk.gui.pages.{module}"), name)
