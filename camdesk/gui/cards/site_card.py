"""The card of a site: its facts, and the chain of the cameras that hung there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from camdesk.gui.asking import ask
from camdesk.gui.cards.facts import draw_chain, site_rows
from camdesk.gui.cards.head import Head
from camdesk.gui.cards.history import HistoryDialog
from camdesk.gui.cards.reading import SiteFile, read_site
from camdesk.gui.cards.sheet import Pen, Sheet
from camdesk.gui.cards.words import site_title
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.gui.session import Session
from camdesk.text.formats import number_text
from camdesk.text.i18n import language, ntr, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_READ = "site card"


class SiteCard(QFrame):
    """What the register knows of the site chosen."""

    loaded = Signal()

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._wanted: int | None = None
        self._file: SiteFile | None = None
        self.setProperty("role", "surface")
        self._head = Head()
        self.sheet = Sheet()
        self.edit_button = Button(tr("Edit facts…"), self.edit_facts)
        self.edit_button.setEnabled(not session.read_only)
        buttons = QHBoxLayout()
        buttons.addWidget(self.edit_button)
        buttons.addStretch(1)
        self._nothing = Label(tr("Choose a site in the list."), "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._one = QWidget()
        layout = QVBoxLayout(self._one)
        layout.setContentsMargins(Space.XL, Space.L, Space.S, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self._head)
        layout.addLayout(buttons)
        layout.addWidget(self.sheet, 1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(self._one)
        self.sheet.followed.connect(self._follow)
        session.changed.connect(self.refresh)

    @property
    def site(self) -> int | None:
        """The site shown."""
        return self._file.id if self._file else None

    def show_site(self, site: int | None) -> None:
        """Show one site; what stood there stays until the new answer comes."""
        self._wanted = site
        if site is None:
            self._session.cancel_read(_READ)
            self._file = None
            self._pages.setCurrentWidget(self._nothing)
            return
        self.refresh()

    def refresh(self) -> None:
        """Look again at what is shown."""
        site, tongue = self._wanted, language()
        if site is not None:
            ask(
                self,
                self._session,
                _READ,
                lambda connection: read_site(connection, site, tongue),
                lambda file: self._show(site, file),
            )

    def edit_facts(self) -> None:
        """Open the form that corrects facts of the site shown."""
        if self._file is not None:
            from camdesk.gui.forms.site_form import SiteForm

            SiteForm.edit(self._session, self._context, self._file.id, self).open()

    def show_history(self, column: str = "") -> None:
        """Show every value of the facts of the site shown, or of one of them."""
        if self._file is not None:
            title = site_title(self._file.id, self._file.facts)
            HistoryDialog(
                self._session, self._context, "site", self._file.id, title, column, self
            ).open()

    def _show(self, site: int, file: SiteFile | None) -> None:
        same = self._file is not None and self._file.id == site
        self._file = file
        self.edit_button.setVisible(file is not None)
        if file is None:
            line = tr("It has left the register: the entry that made it was undone.")
            self._head.show_title(tr("No such site"), line)
            self.sheet.show_drawing(lambda _pen: None, {})
        else:
            self._show_file(file, same)
        self._pages.setCurrentWidget(self._one)
        self.loaded.emit()

    def _show_file(self, file: SiteFile, same: bool) -> None:
        now = sum(stay.left_kind is None for stay in file.chain)
        line = (
            ntr("{count} camera hangs here", "{count} cameras hang here", now,
                count=number_text(now))
            if now
            else tr("No camera hangs here now")
        )  # fmt: skip
        self._head.show_title(site_title(file.id, file.facts), line)
        rows = site_rows(file)
        tips = {
            f"history:{column}": tr("Shows all values that this fact has had.")
            for column in file.corrected
        }

        def draw(pen: Pen) -> None:
            pen.rows(rows)
            draw_chain(pen, file.chain)

        self.sheet.show_drawing(draw, tips, same=same)

    def _follow(self, what: str, which: str) -> None:
        if what == "history":
            self.show_history(which)
        elif what == "camera":
            self._context.open_camera(int(which))
