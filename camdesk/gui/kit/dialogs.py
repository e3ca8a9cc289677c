"""Dialogs: a title, a body that scrolls, buttons; the primary one at the right."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QHideEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from camdesk.domain.errors import KnownError
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.icons import Ink
from camdesk.gui.kit.labels import IconLabel, Label, Line
from camdesk.gui.kit.notices import NoticeBar
from camdesk.gui.kit.settings import Settings
from camdesk.gui.kit.tokens import Space
from camdesk.text.formats import advice, said
from camdesk.text.i18n import tr

WIDTH = 480
SCREEN_MARGIN = 64  # of the screen that no dialog takes: its frame and the desktop's bars


class Dialog(QDialog):
    """Put the contents into `body`. Ctrl+Enter accepts; override `can_accept` to check first.

    With a `key` it remembers its size in `settings`. It is never taller than the screen.
    """

    def __init__(
        self,
        title: str,
        primary: str = "",
        *,
        subtitle: str = "",
        cancel: str | None = None,
        key: str = "",
        settings: Settings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self._key = key
        self._settings = settings
        self.title = Label(title, "title", wrap=True)
        self.subtitle = Label(subtitle, "muted", wrap=True)
        self.subtitle.setVisible(bool(subtitle))
        self.notices = NoticeBar()
        self.primary = Button(primary, self.accept, primary=True) if primary else None
        self.cancel = Button(tr("Cancel") if cancel is None else cancel, self.reject)
        self.cancel.setVisible(cancel != "")
        self._extra: list[QWidget] = []
        self._extra_row = QHBoxLayout()
        contents = QWidget()
        self.body = QVBoxLayout(contents)
        self.body.setContentsMargins(Space.XXL, Space.XS, Space.XXL, Space.L)
        self.body.setSpacing(Space.M)
        self._scroll = _Scroll(contents)
        self._build()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)

    def can_accept(self) -> bool:
        """Whether everything is in order; says what is not."""
        return True

    def accept(self) -> None:
        """Close with yes, if the primary button may be pressed and `can_accept`."""
        if (self.primary is None or self.primary.isEnabled()) and self.can_accept():
            super().accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if event.spontaneous():
            return
        self._order_focus()
        saved = self._saved_size()
        wanted = saved if saved is not None else self.sizeHint().expandedTo(QSize(WIDTH, 0))
        self.resize(wanted.boundedTo(self.room()))

    def room(self) -> QSize:
        """What the screen has for a dialog."""
        return self.screen().availableGeometry().size() - QSize(SCREEN_MARGIN, SCREEN_MARGIN)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._settings is not None and self._key:
            size = f"{self.width()}x{self.height()}".encode()
            self._settings.set_layout(f"dialog-{self._key}", QByteArray(size))
        super().hideEvent(event)

    def _order_focus(self) -> None:
        """Tab goes through the body first, then to the buttons; the focus starts in the body."""
        contents = self._scroll.contents
        stops = _tab_stops(contents)
        if not stops:
            return
        if self.focusWidget() not in stops:
            first = next((stop for stop in stops if stop.isVisibleTo(self)), stops[0])
            first.setFocus(Qt.FocusReason.TabFocusReason)
        last = stops[-1]
        for button in (*self._extra, self.cancel, self.primary):
            if button is not None:
                QWidget.setTabOrder(last, button)
                last = button

    def add_extra(self, button: QWidget) -> None:
        """Put a further button at the left."""
        self._extra.append(button)
        self._extra_row.addWidget(button)

    def _saved_size(self) -> QSize | None:
        if self._settings is None or not self._key:
            return None
        saved = bytes(self._settings.layout(f"dialog-{self._key}").data()).decode(
            "ascii", "replace"
        )
        width, _, height = saved.partition("x")
        return QSize(int(width), int(height)) if width.isdecimal() and height.isdecimal() else None

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(Space.XXL, Space.XL, Space.XXL, Space.M)
        head.setSpacing(Space.XS)
        head.addWidget(self.title)
        head.addWidget(self.subtitle)
        head.addWidget(self.notices)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(Space.XXL, Space.M, Space.XXL, Space.M)
        buttons.setSpacing(Space.S)
        buttons.addLayout(self._extra_row)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        if self.primary is not None:
            self.primary.setDefault(True)
            buttons.addWidget(self.primary)
        else:
            self.cancel.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addWidget(Line())
        column.addLayout(buttons)


def _tab_stops(contents: QWidget) -> list[QWidget]:
    """What Tab can reach in `contents`, in its order."""
    stops: list[QWidget] = []
    widget = contents.nextInFocusChain()
    while widget is not None and widget is not contents:
        reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if reachable and widget.isEnabled() and contents.isAncestorOf(widget):
            stops.append(widget)
        widget = widget.nextInFocusChain()
    return stops


class _Scroll(QScrollArea):
    """Wants the height of its contents, and scrolls where it does not get it."""

    def __init__(self, contents: QWidget) -> None:
        super().__init__()
        self.contents = contents
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(contents)
        contents.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        contents = self.contents
        width = max(contents.sizeHint().width(), WIDTH)
        height = contents.sizeHint().height()
        layout = contents.layout()
        if layout is not None and layout.hasHeightForWidth():
            height = layout.totalHeightForWidth(width)
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.contents.minimumSizeHint().width(), 40)


def ask(
    parent: QWidget | None,
    title: str,
    text: str,
    primary: str,
    *,
    cancel: str | None = None,
) -> bool:
    """Ask whether to do `primary`; Esc is no."""
    dialog = Dialog(title, primary, cancel=cancel, parent=parent)
    dialog.body.addWidget(Label(text, wrap=True, selectable=True))
    answer = dialog.exec()
    dialog.deleteLater()
    return answer == QDialog.DialogCode.Accepted


def tell_error(parent: QWidget | None, error: KnownError, title: str = "") -> None:
    """Say what went wrong and what the clerk can do about it."""
    dialog = Dialog(title or tr("That did not work"), tr("Close"), cancel="", parent=parent)
    row = QHBoxLayout()
    row.setSpacing(Space.M)
    row.addWidget(IconLabel("warning", Ink.WARNING, 20), alignment=Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(Space.S)
    words.addWidget(Label(said(error), wrap=True, selectable=True))
    if advised := advice(error):
        words.addWidget(Label(advised, "muted", wrap=True, selectable=True))
    row.addLayout(words, 1)
    dialog.body.addLayout(row)
    dialog.exec()
    dialog.deleteLater()


def tell_bug(parent: QWidget | None, traceback: str) -> None:
    """Say that the program made a mistake, that the register is untouched, and give the report."""
    dialog = Dialog(
        tr("The program made a mistake"),
        tr("Close"),
        subtitle=tr("This is a fault of camdesk. Nothing was written to the register by it."),
        cancel="",
        parent=parent,
    )
    dialog.body.addWidget(
        Label(tr("Please send this text to those who look after the program:"), wrap=True)
    )
    report = QPlainTextEdit(traceback)
    report.setReadOnly(True)
    report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    report.setTabChangesFocus(True)
    report.setMinimumHeight(200)
    report.setAccessibleName(tr("Report"))
    dialog.body.addWidget(report, 1)
    copy = Button(tr("Copy"), lambda: QGuiApplication.clipboard().setText(traceback), icon="copy")
    dialog.add_extra(copy)
    dialog.exec()
    dialog.deleteLater()
