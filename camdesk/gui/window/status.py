"""The status bar: how many of how many, when it was last saved, what Ctrl+Z would undo."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QStatusBar

from camdesk.gui.asking import ask
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.gui.session import Session
from camdesk.store import journal
from camdesk.text.formats import moment_text
from camdesk.text.i18n import tr

_SECONDS = 8  # a passing remark stays that long
_DOT = "  ·  "


class Status(QStatusBar):
    """One muted line; a passing remark takes its place for some seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setContentsMargins(Space.S, 0, Space.S, 0)
        self.line = Label("", "muted")
        self.addWidget(self.line, 1)
        self._session: Session | None = None
        self._count = ""
        self._saved = ""
        self._undo = ""
        self._busy = False

    def follow(self, session: Session | None) -> None:
        """Tell of this register from now on; the line belongs to the register alone."""
        if self._session is not None and self._session is not session:
            self._session.changed.disconnect(self.look)
            self._session.busy_changed.disconnect(self._show_busy)
        if session is not None and session is not self._session:
            session.changed.connect(self.look)
            session.busy_changed.connect(self._show_busy)
        self._session = session
        self._count = self._saved = self._undo = ""
        self._busy = False
        self.setVisible(session is not None)
        self._show()
        self.look()

    def look(self) -> None:
        """Ask, off the GUI thread, when it was last saved."""
        if self._session is not None:
            ask(self, self._session, "last saved", journal.last_saved, self._show_saved)

    def show_count(self, text: str) -> None:
        """Say how many of how many the page shows."""
        self._count = text
        self._show()

    def show_undo(self, title: str, keys: str) -> None:
        """Say what would be undone, and by which keys; nothing where the title is empty."""
        self._undo = tr("Undo: {entry}", entry=title) + f"  {keys}" if title else ""
        self._show()

    def remark(self, text: str) -> None:
        """Say something for some seconds."""
        self.showMessage(text, _SECONDS * 1000)

    def _show_saved(self, moment: str | None) -> None:
        self._saved = tr("Saved {moment}", moment=_short_moment(moment)) if moment else ""
        self._show()

    def _show_busy(self, busy: bool) -> None:
        self._busy = busy
        self._show()

    def _show(self) -> None:
        saved = tr("Saving…") if self._busy else self._saved
        self.line.setText(_DOT.join(filter(None, (self._count, saved, self._undo))))


def _short_moment(iso_utc: str) -> str:
    """The time alone, where it is of today."""
    moment = datetime.fromisoformat(iso_utc).astimezone()
    today = datetime.now().astimezone().date()
    return f"{moment:%H:%M}" if moment.date() == today else moment_text(iso_utc)
