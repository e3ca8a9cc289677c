"""Filling a gap down a column, as in a spreadsheet: what is wrong stays, what is right is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from camdesk.domain.errors import KnownError
from camdesk.domain.gaps import GAPS
from camdesk.gui.asking import while_alive
from camdesk.gui.forms import fill_work
from camdesk.gui.forms.fill_values import CellReader
from camdesk.gui.kit.dialogs import Dialog
from camdesk.gui.kit.labels import ElidedLabel, Label, restyle
from camdesk.gui.kit.notices import Level
from camdesk.gui.models.fill_model import FillModel
from camdesk.gui.operations import Saved
from camdesk.gui.session import Session
from camdesk.gui.views.fill_view import FillView
from camdesk.store.fill import NotFilled
from camdesk.store.fill_sheet import FillSheet
from camdesk.text.entries import entry_title
from camdesk.text.formats import number_text
from camdesk.text.i18n import ntr, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_TROUBLE, _LEAVING, _KEPT = "trouble", "leaving", "kept"
_SIZE = QSize(1060, 420)  # of the table at first


class FillDialog(Dialog):
    """The sheet of one gap; Ctrl+Enter saves the rows that are right as one entry."""

    def __init__(
        self,
        session: Session,
        context: Context,
        sheet: FillSheet,
        subject: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("Fill in: {gap}", gap=tr(GAPS[sheet.gap])),
            tr("Save"),
            subtitle=subject,
            key="fill",
            settings=context.settings,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._context = context
        self._sheet = sheet
        self._saving: Mapping[int, object] = {}
        self.model = FillModel(sheet, CellReader(sheet, session.register.today), self)
        self.view = _Table(self.model)
        self.view.setAccessibleName(tr(GAPS[sheet.gap]))
        self.whose = ElidedLabel("", "muted")
        self.line = Label("", "muted", wrap=True)
        self.line.setMinimumHeight(self.line.fontMetrics().height() * 2)
        self.line.setAlignment(Qt.AlignmentFlag.AlignTop)
        for note in _notes(sheet):
            self.body.addWidget(Label(note, "muted", wrap=True))
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.whose)
        self.body.addWidget(self.line)
        self.model.changed.connect(self._follow)
        self.view.moved.connect(self._say)
        self.view.left_out.connect(self._say_left_out)
        self._follow()

    def open(self) -> None:
        """Show the sheet, the cursor in the first cell to be filled."""
        super().open()
        self.view.fit_columns()
        self.view.start()

    def is_touched(self) -> bool:
        """Whether something was typed that would be lost."""
        return bool(self.model.typed_rows())

    def accept(self) -> None:
        """Save the rows that are right."""
        self.view.setFocus()  # what is being typed is taken
        good = self.model.good()
        if self._saving or not good:
            if self.is_touched():
                self._go_to_wrong()
            return
        for key in (_TROUBLE, _LEAVING, _KEPT):
            self.notices.remove(key)
        self._set_saving(good)
        fill_work.save_gap(
            self._session,
            self._sheet.gap,
            good,
            subject=tr(self.model.reader.facts[0].label),
            done=while_alive(self, self._saved),
            failed=while_alive(self, self.refuse),
        )

    def refuse(self, error: BaseException) -> None:
        """Say why nothing was saved: in the cells that it is about, or above all."""
        self._set_saving({})
        if isinstance(error, NotFilled):
            self.model.refuse(error.cells)
            self._go_to_wrong()
        elif isinstance(error, KnownError):
            self.notices.post_error(error, key=_TROUBLE)
        else:
            self._session.failed.emit(error)

    def reject(self) -> None:
        """Close; where something was typed, only when asked twice."""
        if self._saving:
            return
        question = tr("What was typed is not saved. Esc again discards it.")
        if not self.is_touched() or question in self.notices.texts():
            super().reject()
            return
        self.notices.post(Level.WARNING, question, tr("Discard"), super().reject, key=_LEAVING)

    def _saved(self, _saved: Saved) -> None:
        rows = self._saving
        title = entry_title(
            fill_work.ACTION,
            tr(self.model.reader.facts[0].label),
            len(rows) if self._sheet.table == "camera" else 0,
        )
        self._set_saving({})
        self.model.drop(rows)
        self._context.notify(tr("Saved: {what}. Ctrl+Z takes it back.", what=title))
        if not self.is_touched():
            QDialog.accept(self)
            return
        left = len(self.model.typed_rows())
        self.notices.post(
            Level.WARNING,
            ntr(
                "{saved} saved; {count} row is wrong and stays here.",
                "{saved} saved; {count} rows are wrong and stay here.",
                left,
                saved=number_text(len(rows)),
                count=number_text(left),
            ),
            key=_KEPT,
        )
        self._go_to_wrong()

    def _go_to_wrong(self) -> None:
        if spot := self.model.next_wrong(self.view.spot() or (-1, 0)):
            self.view.go_to(spot)
        self._say()

    def _follow(self) -> None:
        self.notices.remove(_LEAVING)
        good, typed = len(self.model.good()), len(self.model.typed_rows())
        assert self.primary is not None
        said = tr("Save")
        if good != typed:
            said = tr("Save {good} of {all}", good=number_text(good), all=number_text(typed))
        elif good:
            said = tr("Save {count}", count=number_text(good))
        self.primary.setText(said)
        self.primary.setAccessibleName(said)
        self.primary.setEnabled(bool(good) and not self._saving)
        self._say()

    def _say(self) -> None:
        """Whose the current cell is, and what is wrong with it or worth saying of it."""
        spot = self.view.spot()
        error = self.model.error_at(*spot) if spot else ""
        remark = self.model.remark_at(*spot) if spot else ""
        title = self.model.title(spot[0]) if spot else ""
        restyle(self.line, "role", "error" if error else "muted")
        self.whose.setText(title)
        self.line.setText(error or remark)

    def _say_left_out(self, cells: int) -> None:
        self.line.setText(
            ntr("{n} pasted cell found no room.", "{n} pasted cells found no room.", cells)
        )

    def _set_saving(self, rows: Mapping[int, object]) -> None:
        self._saving = rows
        self.view.setEnabled(not rows)
        self.cancel.setEnabled(not rows)
        self._follow()


class _Table(FillView):
    """Takes the room that the dialog has."""

    def __init__(self, model: FillModel) -> None:
        super().__init__(model)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return _SIZE

    def minimumSizeHint(self) -> QSize:
        return QSize(_SIZE.width() // 2, _SIZE.height() // 2)


def _notes(sheet: FillSheet) -> list[str]:
    """What the sheet does not show."""
    notes = []
    if sheet.waiting:
        notes.append(
            tr(
                "{count} more are waiting: open it again when these are done.",
                count=number_text(sheet.waiting),
            )
        )
    if sheet.unreachable:
        notes.append(
            ntr(
                "{count} more camera is to be filled by a step in its life.",
                "{count} more cameras are to be filled by a step in their lives.",
                sheet.unreachable,
                count=number_text(sheet.unreachable),
            )
        )
    return notes
