"""Ctrl+K: pages, actions, cameras and sites, found by a few letters; Enter goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from camdesk.gui.action_set import ActionSet
from camdesk.gui.actions import MENUS, Act
from camdesk.gui.asking import ask
from camdesk.gui.context import Context
from camdesk.gui.fuzzy import distance
from camdesk.gui.kit.settings import Settings
from camdesk.gui.kit.tokens import Space
from camdesk.gui.palette_delegate import ENTRY, PaletteDelegate
from camdesk.gui.session import Session
from camdesk.store import books
from camdesk.store.connection import Connection
from camdesk.text.i18n import language, tr

_WIDTH, _ROWS, _ROW = 620, 12, 34
_PAUSE = 80  # ms after the last key before the register is asked
_FOUND = 8  # cameras, and as many sites
_RECENT, _KEPT = "palette/recent", 6
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to choose: its name, what sort of thing it is, its keys, what it does."""

    title: str
    note: str
    keys: str
    run: Callable[[], object]
    id: str = ""  # of an action, to be remembered


class Palette(QDialog):
    """A line to type into, and the list of what it may mean."""

    def __init__(
        self,
        actions: ActionSet,
        session: Session | None,
        context: Context | None,
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._context, self._settings = session, context, settings
        self._entries = [_entry(act, actions) for act, action in actions if action.isEnabled()]
        self._found: list[Entry] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Page, action, camera or site…"))
        self.line.setAccessibleName(tr("Find a page, an action, a camera…"))
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(PaletteDelegate(self.list))
        self.list.itemClicked.connect(lambda _item: self.choose())
        frame = QFrame()
        frame.setObjectName("popup")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        inner.setSpacing(Space.S)
        inner.addWidget(self.line)
        inner.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._search)
        self.line.textChanged.connect(self._typed)
        self._show()

    def open(self) -> None:
        """Show it at the top of the window, in its middle."""
        window = self._window
        width = min(_WIDTH, window.width() - Space.XXL)
        self.setFixedWidth(width)
        self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, Space.XXL * 2)))
        super().open()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def entries(self) -> list[Entry]:
        """What is offered, the likeliest first."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(ENTRY) for item in items if item.flags() & Qt.ItemFlag.ItemIsEnabled]

    def choose(self) -> None:
        """Do what is marked."""
        item = self.list.currentItem()
        if not item.flags() & Qt.ItemFlag.ItemIsEnabled:  # "nothing found"
            return
        entry: Entry = item.data(ENTRY)
        if entry.id:
            recent = [entry.id, *(name for name in self._recent() if name != entry.id)]
            self._settings.set_text(_RECENT, " ".join(recent[:_KEPT]))
        self.close()
        # After this window is gone: what follows may open another.
        QTimer.singleShot(0, self._window, entry.run)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while the line keeps the keyboard."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.choose()
                return True
            if event.key() in _MOVES:
                self.list.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self._show()
        self._pause.start()

    def _search(self) -> None:
        text, session = self.line.text().strip(), self._session
        if session is None or len(text) < 2:
            self._take([])
            return

        def work(connection: Connection) -> list[tuple[str, books.Found]]:
            return [
                (table, found)
                for table in ("camera", "site")
                for found in books.find(connection, table, text, _FOUND, language())
            ]

        ask(self, session, "palette", work, self._take)

    def _take(self, found: Sequence[tuple[str, books.Found]]) -> None:
        context = self._context
        if context is None:
            return
        kinds = {
            "camera": (tr("Camera"), context.open_camera),
            "site": (tr("Site"), context.open_site),
        }
        self._found = []
        for table, one in found:
            kind, go = kinds[table]
            note = f"{kind} · {one.subtitle}" if one.subtitle else kind
            self._found.append(Entry(one.title, note, "", partial(go, one.id)))
        self._show()

    def _show(self) -> None:
        typed = self.line.text().strip()
        recent = {name: place for place, name in enumerate(self._recent())}
        ranked = []
        for place, entry in enumerate(self._entries):
            far = distance(typed, f"{entry.title} {entry.note}")
            if far is not None:
                ranked.append((far, recent.get(entry.id, _KEPT), place, entry))
        ranked.sort(key=lambda one: one[:3])
        entries = [entry for *_, entry in ranked]
        self.list.clear()
        for entry in (*entries, *self._found) if typed else entries:
            item = QListWidgetItem(entry.title, self.list)
            item.setData(ENTRY, entry)
        if not self.list.count():
            nothing = QListWidgetItem(tr("Nothing found"), self.list)
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            nothing.setData(ENTRY, Entry(tr("Nothing found"), "", "", lambda: None))
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(max(1, min(self.list.count(), _ROWS)) * _ROW + 2)
        self.adjustSize()

    def _recent(self) -> list[str]:
        return self._settings.text(_RECENT).split()


def _entry(act: Act, actions: ActionSet) -> Entry:
    action = actions[act.id]
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    note = tr("Page") if act.group == "page" else tr(MENUS[act.menu])
    return Entry(action.text().replace("&&", "&"), note, keys, action.trigger, act.id)
