"""Someone at the keyboard of the whole window, and the cameras that she looks after."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from camdesk.domain.lifecycle import KINDS, State
from camdesk.gui.actions import ACTIONS
from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.main_window import MainWindow
from camdesk.store import cards
from camdesk.text import i18n
from camdesk.text.i18n import tr

CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
Key = Qt.Key
CAMERAS = {
    "ЗКО-1": ("мкр. Жулдыз, 12", State.IN_SERVICE),
    "ЗКО-2": ("ул. Құрманғазы, 8", State.IN_SERVICE),
    "ЗКО-3": ("пр. Н. Назарбаева, 201", State.IN_SERVICE),
    "ЗКО-4": ("склад, ул. Сарайшык, 3", State.IN_STOCK),
}


class Clerk:
    """Someone at the keyboard: keys go to the menu, dialog or window in front."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.wait = qtbot.waitUntil
        self.window = window

    def at(self) -> QWidget:
        """What has the keyboard."""
        menu = QApplication.activePopupWidget()
        if menu is not None:
            return menu.focusWidget() or menu
        front = QApplication.activeModalWidget() or self.window
        if not front.isActiveWindow():  # no window manager gives the keyboard back here
            front.activateWindow()
            self.wait(front.isActiveWindow)
        return front.focusWidget() or front

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.at(), key, modifiers)

    def type(self, text: str) -> None:
        """Letter by letter, with the layout that has them: QTest knows ASCII only."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, ord(letter.upper()), PLAIN, letter)
                QApplication.sendEvent(self.at(), event)

    def overtype(self, text: str) -> None:
        self.press(Key.Key_A, CTRL)
        self.type(text)

    def pick(self, text: str) -> None:
        """An entry of the menu that has just opened or is about to."""
        self.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _ in menu.actions():
            if menu.activeAction() is not None and menu.activeAction().text() == text:
                break
            QTest.keyClick(menu, Key.Key_Down)
        assert menu.activeAction().text() == text
        QTest.keyClick(menu, Key.Key_Return)

    def go_to(self, number: str) -> None:
        """Search for a camera and wait for its card."""
        page = self.page()
        self.press(Key.Key_F, CTRL)
        self.overtype(number)
        self.wait(lambda: page.asker.query.search == number and not page.model.asking)
        self.press(Key.Key_Return)
        self.wait(lambda: page.card.camera == list(CAMERAS).index(number) + 1)

    def form(self) -> FormDialog:
        self.wait(lambda: isinstance(QApplication.activeModalWidget(), FormDialog))
        form = QApplication.activeModalWidget()
        assert isinstance(form, FormDialog)
        return form

    def step(self, kind: str) -> FormDialog:
        """Ctrl+Enter and the step in the menu."""
        self.press(Key.Key_Return, CTRL)
        self.pick(tr(KINDS[kind].step))
        return self.form()

    def fill(self, form: FormDialog, **texts: str) -> None:
        """Tab to each field and type over what stands in it."""
        for name, text in texts.items():
            control = form.form.control(name)
            for _ in range(20):
                if self.at() in (control, control.focusProxy()):
                    break
                self.press(Key.Key_Tab)
            assert self.at() in (control, control.focusProxy())
            self.overtype(text)

    def save(self, form: FormDialog) -> None:
        """Ctrl+Enter, and the form closes."""
        gone: list[object] = []
        form.destroyed.connect(lambda: gone.append(1))
        self.press(Key.Key_Return, CTRL)
        self.wait(lambda: bool(gone))
        self.wait(lambda: not self.window.session.busy())

    def record(self, kind: str, **texts: str) -> None:
        form = self.step(kind)
        self.fill(form, **texts)
        self.save(form)

    def page(self):
        return self.window.pages.current()

    def show(self, key: str):
        """A page by its shortcut."""
        keys = QKeySequence(ACTIONS[f"view.{key}"].shortcut)[0]
        self.press(keys.key(), keys.keyboardModifiers())
        self.wait(lambda: self.window.pages.current_key() == key)
        self.wait(lambda: self.page().status_text() != "")
        return self.page()

    def line(self) -> str:
        return self.window.status.line.text()

    def ask(self, question: Callable[..., object]):
        """What the register says."""
        connection = self.window.session.register.reader()
        try:
            return question(connection)
        finally:
            connection.close()

    def story(self, number: str) -> list[str]:
        """The kinds of the events of a camera, the latest first."""
        camera = list(CAMERAS).index(number) + 1
        return [e.kind for e in self.ask(lambda c: cards.timeline(c, camera, i18n.language()))]
