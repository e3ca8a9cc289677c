"""What the cards of one thing have in common: asking for it, waiting for it, missing it."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from camdesk.gui.asking import ask
from camdesk.gui.cards.head import Head
from camdesk.gui.cards.sheet import Sheet
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.gui.session import Session
from camdesk.store.connection import Connection
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


class File(Protocol):
    """What was read of one thing."""

    @property
    def id(self) -> int:
        """Its id in the register."""


F = TypeVar("F", bound=File)

# The page that shows the rows of a table: where a link `table:id` of a sheet leads.
PAGES = MappingProxyType(
    {
        "camera": "cameras",
        "site": "sites",
        "contract": "contracts",
        "fault": "faults",
        "part": "parts",
        "stock_take": "stock_takes",
        "figure": "figures",
        "document": "documents",
    }
)


class Card(QFrame, Generic[F]):
    """What the register knows of one thing: a head, a row of tools, and the sheet.

    It follows the register: after every change it looks again, and what stood there stays until
    the new answer comes. `hint` is shown where nothing is chosen; `key` tells its questions from
    other cards'.
    """

    loaded = Signal()  # what was asked for is on the screen

    def __init__(
        self, session: Session, context: Context, key: str, hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._key = key
        self._wanted: int | None = None
        self._file: F | None = None
        self.setProperty("role", "surface")
        self._head = Head()
        self._tools = QHBoxLayout()
        self.sheet = Sheet()
        self._nothing = Label(hint, "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._one = QWidget()
        layout = QVBoxLayout(self._one)
        layout.setContentsMargins(Space.XL, Space.L, Space.S, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self._head)
        layout.addLayout(self._tools)
        layout.addWidget(self.sheet, 1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(self._one)
        self.sheet.followed.connect(self._follow)
        session.changed.connect(self.refresh)

    def reading(self, row: int) -> Callable[[Connection], F | None]:
        """What reads the file of `row`, in another thread; it gives None where there is none."""
        raise NotImplementedError

    def show_file(self, file: F, same: bool) -> None:
        """Show what was read; `same` where the thing stood there already."""
        raise NotImplementedError

    def show_gone(self) -> None:
        """Show that the thing asked for is not, or no longer, in the register."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Look again at what is shown."""
        row = self._wanted
        if row is not None:
            ask(self, self._session, self._key, self.reading(row), self._show)

    def _shown(self) -> int | None:
        return self._file.id if self._file else None

    def _want(self, row: int | None) -> None:
        """Show that row; what stood there stays until the new answer comes."""
        if row is None:
            self._let_go()
            self._pages.setCurrentWidget(self._nothing)
        else:
            self._wanted = row
            self.refresh()

    def _let_go(self) -> None:
        """Ask for nothing, and know of nothing."""
        self._session.cancel_read(self._key)
        self._wanted = None
        self._file = None

    def _show(self, file: F | None) -> None:
        same = file is not None and self._shown() == file.id
        self._file = file
        self._pages.setCurrentWidget(self._one)
        if file is None:
            self.show_gone()
        else:
            self.show_file(file, same)
        self.loaded.emit()

    def _say_gone(self, title: str) -> None:
        line = tr("It has left the register: the entry that made it was undone.")
        self._head.show_title(title, line)
        self.sheet.show_drawing(lambda _pen: None, {})

    def _follow(self, what: str, which: str) -> None:
        """Go where a link of the sheet leads."""
        if what == "camera":
            self._context.open_camera(int(which))
        elif what == "site":
            self._context.open_site(int(which))
        elif what == "entry":
            self._context.open_entry(int(which))
        elif what in PAGES:
            self._context.open_row(PAGES[what], int(which))
