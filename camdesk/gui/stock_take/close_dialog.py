"""Closing a stock-take: what differs, what is recorded of it, one confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.asking import ask
from camdesk.gui.kit.dialogs import SCREEN_MARGIN, Dialog
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.gui.long_work import write_long
from camdesk.gui.session import Session
from camdesk.store import stock_take_list, stock_take_work
from camdesk.store.connection import Connection
from camdesk.store.register import Register
from camdesk.store.stock_take_list import Discrepancy, File
from camdesk.store.stock_take_work import Decisions
from camdesk.store.telling import Tell
from camdesk.text.formats import number_text
from camdesk.text.i18n import tr
from camdesk.text.stock_take_words import counted_words

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_MOST = 500  # cameras to decide about here; more are decided about in the list of cameras
_CAMERA = Qt.ItemDataRole.UserRole
_TROUBLE = "trouble"
_ROWS = 8  # seen at once


@dataclass(frozen=True, slots=True)
class _Read:
    file: File
    missing: Sequence[Discrepancy]
    elsewhere: Sequence[Discrepancy]


class TickList(QListWidget):
    """Cameras to tick; Space ticks, and nothing is ticked before."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSpacing(Space.XS // 2)
        self.setTabKeyNavigation(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter in a list must not press the button that records everything; Ctrl+Enter does.
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def show_cameras(self, cameras: Sequence[Discrepancy]) -> None:
        """Offer them; what the lifecycle does not allow cannot be ticked."""
        self.clear()
        for one in cameras:
            where = one.address if one.result == "missing" else one.found_at
            if one.result == "elsewhere" and where is None:
                where = tr("nobody said at which site")
            item = QListWidgetItem(" · ".join(filter(None, (one.title, where))), self)
            item.setData(_CAMERA, one.camera)
            if one.decidable:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Unchecked)
            else:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        if self.count():
            self.setCurrentRow(0)
            rows = min(self.count(), _ROWS)
            self.setFixedHeight(rows * (self.sizeHintForRow(0) + Space.XS) + Space.S)

    def ticked(self) -> frozenset[int]:
        """The cameras ticked."""
        items = (self.item(row) for row in range(self.count()))
        return frozenset(
            item.data(_CAMERA)
            for item in items
            if item.flags() & Qt.ItemFlag.ItemIsUserCheckable
            and item.checkState() == Qt.CheckState.Checked
        )


class CloseDialog(Dialog):
    """Shows what will be recorded, takes the decisions, and records all of it as one entry."""

    def __init__(
        self, session: Session, context: Context, take: int, name: str, parent: QWidget
    ) -> None:
        super().__init__(
            tr("Close and record"), tr("Close and record"), subtitle=name, parent=parent
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._context = context
        self._take = take
        self._name = name
        self.said = Label("", wrap=True)
        self.rest = Label("", "muted", wrap=True)
        lost, moved = (
            tr("Missing: tick what is to be recorded as lost"),
            tr("Found elsewhere: tick what is to be recorded at the site where it was found"),
        )
        self.lost_label, self.lost = Label(lost, "heading", wrap=True), TickList(lost)
        self.moved_label, self.moved = Label(moved, "heading", wrap=True), TickList(moved)
        widgets = (self.said, self.lost_label, self.lost, self.moved_label, self.moved, self.rest)
        for widget in widgets:
            self.body.addWidget(widget)
            widget.setVisible(widget in (self.said, self.rest))
        self.body.addStretch(1)
        assert self.primary is not None  # it has one
        self.primary.setEnabled(False)
        ask(self, session, "closing", self._read, self._show)

    def accept(self) -> None:
        """Record it, unless there is nothing known yet."""
        if self.primary is None or not self.primary.isEnabled():
            return
        self.primary.setEnabled(False)
        self.notices.remove(_TROUBLE)
        take = self._take
        notes = {"missing": tr("Not found at the stock-take"), "elsewhere": tr("Found elsewhere")}
        decided = Decisions(self.lost.ticked(), self.moved.ticked(), notes)

        def work(register: Register, tell: Tell) -> None:
            with register.write("stock_take_close", self._name) as entry:
                stock_take_work.close(entry, take, decided, tell)

        write_long(
            self._session, self, tr("Closing the stock-take"), work, self._closed, self._refuse
        )

    def _read(self, connection: Connection) -> _Read | None:
        file = stock_take_list.file(connection, self._take)
        if file is None:
            return None
        missing, elsewhere = (
            stock_take_list.discrepancies(connection, self._take, result, _MOST)
            for result in ("missing", "elsewhere")
        )
        return _Read(file, missing, elsewhere)

    def _show(self, read: _Read | None) -> None:
        if read is None:
            self.reject()
            return
        assert self.primary is not None  # it has one
        self.primary.setEnabled(True)
        self.said.setText("\n".join(counted_words(one) for one in read.file.counts))
        for label, ticks, cameras in (
            (self.lost_label, self.lost, read.missing),
            (self.moved_label, self.moved, read.elsewhere),
        ):
            ticks.show_cameras(cameras)
            label.setVisible(bool(cameras))
            ticks.setVisible(bool(cameras))
        remarks = [
            tr("Every camera gets a check of that day: seen in place, or not."),
            tr("Numbers that no camera bears stay listed."),
        ]
        if _MOST in (len(read.missing), len(read.elsewhere)):
            said = tr("The first {count} are shown; the others are only checked here.",
                      count=number_text(_MOST))  # fmt: skip
            remarks.append(said)
        self.rest.setText(" ".join(remarks))
        lists = (ticks for ticks in (self.lost, self.moved) if ticks.count())
        first: QWidget = next(lists, self.primary)
        first.setFocus()
        # After the layout has heard of what was shown.
        QTimer.singleShot(0, self, self._grow)

    def _grow(self) -> None:
        """Take the room that the lists need, as far as the screen has it."""
        room = self.screen().availableGeometry().size() - QSize(SCREEN_MARGIN, SCREEN_MARGIN)
        self._scroll.updateGeometry()  # what it scrolls over has grown
        self.resize(self.sizeHint().expandedTo(self.size()).boundedTo(room))

    def _closed(self, _nothing: object) -> None:
        self._context.notify(
            tr("The stock-take “{name}” is closed. Ctrl+Z takes it back.", name=self._name)
        )
        QDialog.accept(self)

    def _refuse(self, error: BaseException) -> None:
        assert self.primary is not None
        self.primary.setEnabled(True)
        if isinstance(error, KnownError):
            self.notices.post_error(error, key=_TROUBLE)
        else:
            self._session.failed.emit(error)
