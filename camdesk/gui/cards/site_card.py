"""The card of a site: its facts, and the chain of the cameras that hung there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from camdesk.gui.cards.card import Card
from camdesk.gui.cards.facts import draw_chain, history_tips, site_rows
from camdesk.gui.cards.history import HistoryDialog
from camdesk.gui.cards.money_rows import draw_money
from camdesk.gui.cards.own_rows import own_rows, own_tips
from camdesk.gui.cards.reading import SiteFile, read_site
from camdesk.gui.cards.sheet import Pen
from camdesk.gui.cards.words import site_title
from camdesk.gui.kit.buttons import Button
from camdesk.gui.session import Session
from camdesk.store.connection import Connection
from camdesk.text.formats import number_text
from camdesk.text.i18n import language, ntr, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


class SiteCard(Card[SiteFile]):
    """What the register knows of the site chosen."""

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(session, context, "site card", tr("Choose a site in the list."), parent)
        self.edit_button = Button(tr("Edit facts…"), self.edit_facts)
        self.edit_button.setEnabled(not session.read_only)
        self._tools.addWidget(self.edit_button)
        self.replace_button = Button(tr("Replace…"), self.replace_camera)
        self.replace_button.setEnabled(not session.read_only)
        self._tools.addWidget(self.replace_button)
        self._tools.addStretch(1)

    @property
    def site(self) -> int | None:
        """The site shown."""
        return self._shown()

    def show_site(self, site: int | None) -> None:
        """Show one site; what stood there stays until the new answer comes."""
        self._want(site)

    def reading(self, row: int) -> Callable[[Connection], SiteFile | None]:
        tongue = language()
        return lambda connection: read_site(connection, row, tongue)

    def edit_facts(self) -> None:
        """Open the form that corrects facts of the site shown."""
        if self._file is not None:
            from camdesk.gui.forms.site_form import SiteForm

            SiteForm.edit(self._session, self._context, self._file.id, self).open()

    def replace_camera(self) -> None:
        """Put another camera in the place of the one that hangs here."""
        if self._file is not None:
            from camdesk.gui.pages.camera_work import replace_at_site

            replace_at_site(self._session, self._context, self._file.id, self)

    def show_history(self, column: str = "") -> None:
        """Show every value of the facts of the site shown, or of one of them."""
        if self._file is not None:
            title = site_title(self._file.id, self._file.facts)
            HistoryDialog(
                self._session, self._context, "site", self._file.id, title, column, self
            ).open()

    def show_gone(self) -> None:
        self.edit_button.hide()
        self.replace_button.hide()
        self._say_gone(tr("No such site"))

    def show_file(self, file: SiteFile, same: bool) -> None:
        self.edit_button.show()
        now = sum(stay.left_kind is None for stay in file.chain)
        self.replace_button.setVisible(now > 0)
        line = (
            ntr("{count} camera hangs here", "{count} cameras hang here", now,
                count=number_text(now))
            if now
            else tr("No camera hangs here now")
        )  # fmt: skip
        self._head.show_title(site_title(file.id, file.facts), line)
        rows = [*site_rows(file), *own_rows(file.own)]
        tips = {**history_tips(file.corrected), **own_tips(file.own)}

        def draw(pen: Pen) -> None:
            pen.rows(rows)
            draw_chain(pen, file.chain)
            draw_money(pen, file.costs)

        self.sheet.show_drawing(draw, tips, same=same)

    def _follow(self, what: str, which: str) -> None:
        if what == "history":
            self.show_history(which)
        else:
            super()._follow(what, which)
