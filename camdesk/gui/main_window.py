"""The main window: puts pages, menus, undo and files together, and knows nothing of any of them."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget

from camdesk.domain.errors import N_, KnownError
from camdesk.gui.action_set import ActionSet
from camdesk.gui.actions import ACTIONS, Act, Need
from camdesk.gui.context import Context, Offer
from camdesk.gui.key_layouts import latin_keys
from camdesk.gui.kit.dialogs import tell_bug, tell_error
from camdesk.gui.kit.settings import Settings
from camdesk.gui.progress import ProgressDialog
from camdesk.gui.session import Session
from camdesk.gui.start import StartPage
from camdesk.gui.window.desk import Desk
from camdesk.gui.window.files import Files
from camdesk.gui.window.helper import Helper
from camdesk.gui.window.imports import Imports
from camdesk.gui.window.look_back import LookBack
from camdesk.gui.window.looks import Looks
from camdesk.gui.window.menus import Menus, Recent
from camdesk.gui.window.status import Status
from camdesk.gui.window.undo import Undo
from camdesk.store.look_back import NOW
from camdesk.text.i18n import tr

_COMFORTABLE = QSize(1440, 860)
_GEOMETRY, _PAGE = "window", "page"
_PASTE = QKeySequence("Ctrl+V")


class MainWindow(QMainWindow):
    """One window with one register, or the start page while none is open."""

    def __init__(self, settings: Settings, *, opening: bool = False) -> None:
        """With `opening`, a register is opened next: no start page flashes by before it."""
        super().__init__()
        self.settings = settings
        self._opening = opening
        self.session: Session | None = None
        self.context: Context | None = None
        self.acts = ActionSet(self, self._run)
        self.files = Files(self)
        self.imports = Imports(self)
        self.looks = Looks(self)
        self.look_back = LookBack(self)
        self.help = Helper(self)
        self.undo = Undo(self.acts, self)
        self.status = Status()
        self.setStatusBar(self.status)
        self._menus = Menus(
            self.menuBar(),
            self.acts,
            {
                "file.sample": Recent(
                    N_("Recent registers"), settings.recent_files, self.files.open_path
                ),
                "file.paste": Recent(
                    N_("Recent tables"),
                    settings.recent_tables,
                    self.imports.import_file,
                    "file.import",
                ),
            },
        )
        self._kept: dict[str, Any] = {"page": settings.text(_PAGE)}
        self._leaving: ProgressDialog | None = None
        self.undo.changed.connect(self._refresh)
        self.setMinimumSize(720, 480)
        self.resize(_COMFORTABLE.boundedTo(self.screen().availableSize()))
        self.restoreGeometry(settings.layout(_GEOMETRY))
        self.rebuild()

    # What is in the window

    def show_session(self, session: Session | None) -> None:
        """Show this register, or the start page; the register before is closed."""
        before, self.session = self.session, session
        self._opening = False
        if before is not None:
            self._kept = {"page": self._page_key()}
        if session is not None:
            session.failed.connect(self.fail)
            if author := self.settings.text("author"):
                session.register.author = author
        self._fill()
        if before is not None:
            before.close()
            before.deleteLater()

    def rebuild(self) -> None:
        """Build everything that has words in it anew, as it stood."""
        desk = self.desk()
        if desk is not None:
            self._kept = desk.pages.state()
        self.acts.retext()
        self._menus.fill()
        self.looks.show_choice()
        self._fill()

    def desk(self) -> Desk | None:
        """Sidebar and pages, while a register is open."""
        shown = self.centralWidget()
        return shown if isinstance(shown, Desk) else None

    @property
    def pages(self) -> Any:  # noqa: ANN401 - the actions name it: "pages.show"
        """The stack of pages, while a register is open."""
        desk = self.desk()
        assert desk is not None
        return desk.pages

    def _fill(self) -> None:
        if self.session is None and self._opening:
            self.setCentralWidget(QWidget())
            self.setWindowTitle("camdesk")
        elif self.session is None:
            self.context = None
            start = StartPage(self.settings, self.files)
            self.setCentralWidget(start)
            self.setWindowTitle("camdesk")
            start.activate()
        else:
            self._fill_desk(self.session)
        self.status.follow(self.session)
        self.undo.follow(self.session, self.context)
        self._refresh()

    def _fill_desk(self, session: Session) -> None:
        desk = Desk(session)
        desk.today_asked.connect(self.look_back.end)
        self.context = Context(desk.pages, self, self.settings, self.acts)
        desk.pages.set_context(self.context)
        desk.pages.shown.connect(lambda key: self.acts.check("page", key))
        for signal in (desk.pages.shown, desk.pages.status_changed, desk.pages.selection_changed):
            signal.connect(lambda *_: self._refresh())
        self.setCentralWidget(desk)
        name = session.path.stem
        if session.register.read_only:
            name = tr("{name} (read-only)", name=name)
        self.setWindowTitle(f"{name} — camdesk")
        desk.pages.restore(self._kept)

    def _page_key(self) -> str:
        desk = self.desk()
        return desk.pages.current_key() if desk is not None else str(self._kept.get("page", ""))

    # Actions

    def _run(self, act: Act) -> None:
        arguments = (act.argument,) if act.argument else ()
        if act.of_page:
            page = self.pages.show(act.page) if act.page else self.pages.current()
            getattr(page, act.call)(*arguments)
        else:
            helper, _, method = act.call.partition(".")
            getattr(getattr(self, helper), method)(*arguments)

    def _refresh(self) -> None:
        """Say anew what can be done now, and what the status bar tells."""
        desk = self.desk()
        page: Any = desk.pages.current() if desk is not None else None
        chosen = page.selection_count() if hasattr(page, "selection_count") else 0
        met = {
            Need.REGISTER: self.session is not None,
            Need.WRITABLE: self.session is not None and not self.session.read_only,
            Need.SELECTION: chosen > 0,
            Need.ONE: chosen == 1,
            Need.UNDO: self.undo.can_undo,
            Need.REDO: self.undo.can_redo,
            Need.LOOKING_BACK: self.session is not None and self.session.moment != NOW,
        }

        def taken_by_page(act: Act) -> bool:
            """Whether the page in front has an action of its own for these keys."""
            return any(
                other is not act and other.shortcut == act.shortcut and hasattr(page, other.call)
                for other in ACTIONS.values()
                if other.of_page
            )

        def allowed(act: Act) -> bool:
            if not all(met[need] for need in act.needs):
                return False
            if act.page and act.page != getattr(page, "key", "") and taken_by_page(act):
                return False
            if not act.of_page or (act.page and Need.ONE not in act.needs):
                return True
            return page is not None and hasattr(page, act.call)

        self.acts.enable(allowed)
        counted = page.status_text() if hasattr(page, "status_text") else ""
        self.status.show_count(counted)
        keys = self.acts["edit.undo"].shortcut().toString()
        self.status.show_undo(self.undo.title() if met[Need.WRITABLE] else "", keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.acts["view.today"].isEnabled():
            self.look_back.end()  # nobody nearer to the keyboard had a use for the key
            return
        keys = latin_keys(event)
        if keys is not None and self.acts.trigger_keys(keys):
            return
        pasted = event.matches(QKeySequence.StandardKey.Paste) or keys == _PASTE
        if not (pasted and self._page_key() == "cameras" and self.imports.offer_clipboard()):
            super().keyPressEvent(event)

    # What is said

    def notify(self, text: str, *offers: Offer) -> None:
        """Say something for some seconds; with offers, until it is closed."""
        desk = self.desk()
        if offers and desk is not None:
            desk.remark(text, *offers)
        else:
            self.status.remark(text)

    def fail(self, error: BaseException) -> None:
        """Say what went wrong: what the clerk can put right, or a fault of ours."""
        if isinstance(error, KnownError):
            tell_error(self, error)
        else:
            tell_bug(self, "".join(traceback.format_exception(error)))

    def tell_open_error(self, error: BaseException) -> None:
        """Say why a register could not be opened or made, on the start page where it is shown."""
        if self._opening:
            self._opening = False
            self._fill()
        start = self.centralWidget()
        if isinstance(start, StartPage) and isinstance(error, KnownError):
            start.tell(error)
        else:
            self.fail(error)

    # Leaving

    def leave(self, then: Callable[[], object]) -> None:
        """Call `then` when everything that was submitted is recorded."""
        session = self.session
        if session is None or not session.busy():
            then()
            return
        if self._leaving is not None:
            return
        progress = self._leaving = ProgressDialog(
            tr("Recording what was entered"), self, can_cancel=False
        )

        def go_on(busy: bool) -> None:
            if not busy:
                session.busy_changed.disconnect(go_on)
                self._leaving = None
                progress.finish()
                then()

        session.busy_changed.connect(go_on)
        progress.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.session is not None and self.session.busy():
            event.ignore()
            self.leave(self.close)
            return
        self.settings.set_layout(_GEOMETRY, self.saveGeometry())
        self.settings.set_text(_PAGE, self._page_key())
        self.settings.save()
        if self.session is not None:
            self.session.close()
            self.session = None
        event.accept()
