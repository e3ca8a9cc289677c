"""The card beside the list: one camera, or many taken together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from camdesk.domain.lifecycle import KINDS, STATES, steps_from
from camdesk.gui.cards.card import Card
from camdesk.gui.cards.facts import camera_rows, history_tips
from camdesk.gui.cards.history import HistoryDialog
from camdesk.gui.cards.many_card import ManyCard
from camdesk.gui.cards.money_rows import draw_money
from camdesk.gui.cards.own_rows import own_rows, own_tips
from camdesk.gui.cards.part_rows import draw_parts
from camdesk.gui.cards.reading import CameraFile, read_camera
from camdesk.gui.cards.sheet import Pen
from camdesk.gui.cards.steps_bar import StepsBar
from camdesk.gui.cards.timeline import draw_timeline
from camdesk.gui.cards.words import camera_title, matter
from camdesk.gui.session import Session
from camdesk.store.connection import Connection
from camdesk.store.listing import Query
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


class CameraCard(Card[CameraFile]):
    """What the register knows of the camera chosen, and what can be recorded about it."""

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(session, context, "card", tr("Choose a camera in the list."), parent)
        self._after: Callable[[CameraFile], None] | None = None
        self.steps = StepsBar()
        self._tools.addWidget(self.steps)
        self.many = ManyCard(session, context, "card")
        self._pages.addWidget(self.many)
        self.steps.chosen.connect(self.record_step)
        self.many.loaded.connect(self.loaded)

    @property
    def camera(self) -> int | None:
        """The camera shown, None where it is none or many."""
        return self._shown()

    def show_camera(self, camera: int | None) -> None:
        """Show one camera; what stood there stays until the new answer comes."""
        if camera != self._wanted:
            self._after = None
        self._want(camera)

    def show_many(self, cameras: Sequence[int]) -> None:
        """Show what many cameras have in common, and what can be recorded about them at once."""
        if len(cameras) < 2:
            self.show_camera(cameras[0] if len(cameras) else None)
            return
        self._let_go()
        self.many.show_cameras(cameras)
        self._pages.setCurrentWidget(self.many)

    def refresh(self) -> None:
        """Look again at what is shown."""
        if self._pages.currentWidget() is self.many and self._wanted is None:
            self.many.refresh()
        else:
            super().refresh()

    def reading(self, row: int) -> Callable[[Connection], CameraFile | None]:
        tongue, today = language(), self._session.today
        return lambda connection: read_camera(connection, row, tongue, today)

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

    def _show(self, file: CameraFile | None) -> None:
        super()._show(file)
        after, self._after = self._after, None
        if after is not None and file is not None:
            after(file)

    def show_file(self, file: CameraFile, same: bool) -> None:
        since = file.names["since"]
        line = matter(file.standing, str(since) if since else None, file.today)
        tone = STATES[file.standing.state].tone
        self._head.show_title(camera_title(file.id, file.facts), line, tone)
        why_not = tr("The register is open for reading only.") if self._session.read_only else ""
        self.steps.show_steps(steps_from(file.standing), why_not)
        rows = [*camera_rows(file), *own_rows(file.own)]
        tips = {**history_tips(file.corrected), **own_tips(file.own)}

        def draw(pen: Pen) -> None:
            pen.rows(rows)
            draw_parts(pen, file.parts)
            draw_money(pen, file.costs)
            tips.update(draw_timeline(pen, file.timeline, adds=not self._session.read_only))

        self.sheet.show_drawing(draw, tips, same=same)

    def show_gone(self) -> None:
        self.steps.show_steps(())
        self._say_gone(tr("No such camera"))

    def _follow(self, what: str, which: str) -> None:
        if what == "history":
            self.show_history(which)
        elif what == "supplement":
            event, _, column = which.partition(":")
            self._learn(int(event), column)
        elif what == "faults":
            self._context.show_list("faults", Query(filters={"camera": (int(which),)}))
        else:
            super()._follow(what, which)

    def _learn(self, event: int, column: str) -> None:
        """Open the form for what an event does not say."""
        file = self._file
        found = next((one for one in file.timeline if one.id == event), None) if file else None
        if file is None or found is None or self._session.read_only:
            return
        from camdesk.gui.forms.learnt_form import LearntForm

        title = camera_title(file.id, file.facts)
        LearntForm(self._session, self._context, found, column, title, self).open()
