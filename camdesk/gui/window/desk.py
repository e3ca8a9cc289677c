"""What fills the window while a register is open: pages at the left, notices, the page."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from camdesk.gui.actions import ACTIONS
from camdesk.gui.asking import ask
from camdesk.gui.context import Offer
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.notices import Level, NoticeBar
from camdesk.gui.kit.sidebar import Page, SideBar
from camdesk.gui.kit.tokens import Space
from camdesk.gui.session import Session
from camdesk.gui.window.look_back import moment_text
from camdesk.gui.window.page_stack import PageStack
from camdesk.store import journal
from camdesk.store.look_back import NOW
from camdesk.text.i18n import tr

COMPACT_BELOW = 900  # pixels: the sidebar shows icons alone
_REMARK = "remark"


class Desk(QWidget):
    """The sidebar, the stack of pages, and what has to be said above them."""

    today_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.pages = PageStack(session)
        entries = [
            Page(act.argument, tr(act.text), act.icon)
            for act in ACTIONS.values()
            if act.group == "page"
        ]
        self.sidebar = SideBar(entries, "camdesk", session.path.stem)
        self.sidebar.setToolTip(str(session.path))
        self.sidebar.chosen.connect(self.pages.show)
        self.pages.shown.connect(self.sidebar.set_current)
        self.notices = NoticeBar()
        self.notices.setContentsMargins(Space.XL, Space.M, Space.XL, Space.S)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.notices)
        right.addWidget(self.pages, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        layout.addLayout(right, 1)
        self._invented_known = False
        self._say_read_only()
        # After the list has asked its own: the first rows come first.
        QTimer.singleShot(0, self, self.look_for_invented)
        session.changed.connect(self.look_for_invented)

    def remark(self, text: str, *offers: Offer) -> None:
        """Say something above the page, with something to press, until it is closed."""
        notice = self.notices.post(Level.INFO, text, key=_REMARK)
        row = notice.layout()
        assert isinstance(row, QHBoxLayout)
        for label, call in offers:
            row.insertWidget(row.count() - 1, Button(label, call, flat=True))

    def take_remark_back(self) -> None:
        """What `remark` offered was taken: say it no longer."""
        self.notices.remove(_REMARK)

    def look_for_invented(self) -> None:
        """Say that data is invented as long as some of it is in force."""
        ask(self, self._session, "invented", journal.has_invented, self._show_invented)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.set_compact(self.width() < COMPACT_BELOW)

    def _show_invented(self, invented: bool) -> None:
        if invented == self._invented_known:
            return
        self._invented_known = invented
        if not invented:
            self.notices.remove("invented")
            return
        self.notices.post(
            Level.INFO,
            tr(
                "This is a sample: the published figures are real, the life of the cameras is"
                " invented. Entries that were invented say so."
            ),
            key="invented",
        )

    def _say_read_only(self) -> None:
        if self._session.moment != NOW:
            self.notices.post(
                Level.WARNING,
                moment_text(self._session.moment),
                tr("Back to today"),
                self.today_asked.emit,
                key="look back",
                dismissable=False,
            )
        if not self._session.register.read_only:
            return
        holder = self._session.register.holder
        if holder is not None:
            text = tr(
                "Read-only: the register is open for writing at {holder}. To record something,"
                " close it there, then open it again here.",
                holder=holder,
            )
        else:
            text = tr(
                "Read-only: this file or its folder may not be written. To record something, copy"
                " the register to a folder of your own and open it there."
            )
        self.notices.post(Level.WARNING, text, key="read-only", dismissable=False)
