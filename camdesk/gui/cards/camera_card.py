"""The card beside the list: one camera, or many taken together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from camdesk.domain.lifecycle import KINDS, STATES, steps_from
from camdesk.gui.asking import ask
from camdesk.gui.cards.facts import camera_rows
from camdesk.gui.cards.head import Head
from camdesk.gui.cards.history import HistoryDialog
from camdesk.gui.cards.many_card import ManyCard
from camdesk.gui.cards.reading import CameraFile, read_camera
from camdesk.gui.cards.sheet import Pen, Sheet
from camdesk.gui.cards.steps_bar import StepsBar
from camdesk.gui.cards.timeline import draw_timeline
from camdesk.gui.cards.words import camera_title, matter
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.gui.session import Session
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_READ = "card"


class CameraCard(QFrame):
    """What the register knows of the camera chosen, and what can be recorded about it.

    It follows the register: after every change it looks again, and says so where the camera is
    gone.
    """

    loaded = Signal()  # what was asked for is on the screen

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._wanted: int | None = None
        self._file: CameraFile | None = None
        self._after: Callable[[CameraFile], None] | None = None
        self.setProperty("role", "surface")
        self._head = Head()
        self.steps = StepsBar()
        self.sheet = Sheet()
        self.many = ManyCard(session, context)
        self._nothing = Label(tr("Choose a camera in the list."), "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._one = QWidget()
        layout = QVBoxLayout(self._one)
        layout.setContentsMargins(Space.XL, Space.L, Space.S, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self._head)
        layout.addWidget(self.steps)
        layout.addWidget(self.sheet, 1)
        self._pages = QStackedLayout(self)
        for page in (self._nothing, self._one, self.many):
            self._pages.addWidget(page)
        self.steps.chosen.connect(self.record_step)
        self.sheet.followed.connect(self._follow)
        self.many.loaded.connect(self.loaded)
        session.changed.connect(self.refresh)

    @property
    def camera(self) -> int | None:
        """The camera shown, None where it is none or many."""
        return self._file.id if self._file and self._pages.currentWidget() is self._one else None

    def show_camera(self, camera: int | None) -> None:
        """Show one camera; what stood there stays until the new answer comes."""
        if camera != self._wanted:
            self._after = None
        self._wanted = camera
        if camera is None:
            self._session.cancel_read(_READ)
            self._file = None
            self._pages.setCurrentWidget(self._nothing)
            return
        self._read()

    def show_many(self, cameras: Sequence[int]) -> None:
        """Show what many cameras have in common, and what can be recorded about them at once."""
        if len(cameras) < 2:
            self.show_camera(cameras[0] if len(cameras) else None)
            return
        self._session.cancel_read(_READ)
        self._wanted = None
        self._file = None
        self.many.show_cameras(cameras)
        self._pages.setCurrentWidget(self.many)

    def refresh(self) -> None:
        """Look again at what is shown."""
        if self._wanted is not None:
            self._read()
        elif self._pages.currentWidget() is self.many:
            self.many.refresh()

    def record_step(self, kind: str = "") -> None:
        """Open the form of a step; without a kind, the menu of the steps that are allowed."""
        if self._pages.currentWidget() is self.many:
            self.many.record_step(kind)
        elif not kind:
            self._when_shown(lambda _file: self.steps.open_menu())
        elif self._file is not None:
            from camdesk.gui.forms.step_form import StepForm

            StepForm.for_camera(self._session, self._context, KINDS[kind], self._file, self).open()

    def edit_facts(self) -> None:
        """Open the form that corrects facts of the camera."""
        if self._wanted is not None:
            from camdesk.gui.forms.camera_form import CameraForm

            CameraForm.edit(self._session, self._context, self._wanted, self).open()

    def duplicate_camera(self) -> None:
        """Open the form of a new camera with the facts of this one."""
        if self._wanted is not None:
            from camdesk.gui.forms.camera_form import CameraForm

            CameraForm.duplicate(self._session, self._context, self._wanted, self).open()

    def show_history(self, column: str = "") -> None:
        """Show every value of the facts of the camera, or of one of them."""

        def show(file: CameraFile) -> None:
            title = camera_title(file.id, file.facts)
            HistoryDialog(
                self._session, self._context, "camera", file.id, title, column, self
            ).open()

        self._when_shown(show)

    def _when_shown(self, call: Callable[[CameraFile], None]) -> None:
        """Call with the camera that was asked for, not with the one that stands there still."""
        if self._file is not None and self._file.id == self._wanted:
            call(self._file)
        else:
            self._after = call

    def _read(self) -> None:
        camera, tongue, today = self._wanted, language(), self._session.register.today
        if camera is None:
            return
        ask(
            self,
            self._session,
            _READ,
            lambda connection: read_camera(connection, camera, tongue, today),
            lambda file: self._show(camera, file),
        )

    def _show(self, camera: int, file: CameraFile | None) -> None:
        same = self._file is not None and self._file.id == camera
        self._file = file
        if file is None:
            self._show_gone()
        else:
            self._show_file(file, same)
        self._pages.setCurrentWidget(self._one)
        self.loaded.emit()
        after, self._after = self._after, None
        if after is not None and file is not None:
            after(file)

    def _show_file(self, file: CameraFile, same: bool) -> None:
        since = file.names["since"]
        line = matter(file.standing, str(since) if since else None, file.today)
        tone = STATES[file.standing.state].tone
        self._head.show_title(camera_title(file.id, file.facts), line, tone)
        why_not = tr("The register is open for reading only.") if self._session.read_only else ""
        self.steps.show_steps(steps_from(file.standing), why_not)
        rows = camera_rows(file)
        tips: dict[str, str] = {
            f"history:{column}": tr("Shows all values that this fact has had.")
            for column in file.corrected
        }

        def draw(pen: Pen) -> None:
            pen.rows(rows)
            tips.update(draw_timeline(pen, file.timeline))

        self.sheet.show_drawing(draw, tips, same=same)

    def _show_gone(self) -> None:
        line = tr("It has left the register: the entry that made it was undone.")
        self._head.show_title(tr("No such camera"), line)
        self.steps.show_steps(())
        self.sheet.show_drawing(lambda _pen: None, {})

    def _follow(self, what: str, which: str) -> None:
        if what == "history":
            self.show_history(which)
        elif what == "camera":
            self._context.open_camera(int(which))
        elif what == "site":
            self._context.open_site(int(which))
        elif what == "entry":
            self._context.open_entry(int(which))
