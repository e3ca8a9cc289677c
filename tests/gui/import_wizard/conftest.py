"""The import window over a real register, and a clerk's way through it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from camdesk.gui.import_wizard.wizard import ImportWizard
from camdesk.gui.kit.settings import Settings
from camdesk.gui.session import Session
from camdesk.store.register import Register

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    """A register that is empty at first; an error that nobody takes fails the test."""
    session = Session(Register.create(tmp_path / "r.camdesk"))
    problems: list[object] = []
    session.failed.connect(problems.append)
    yield session
    session.close()
    assert problems == []


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


Open = Callable[..., ImportWizard]


@pytest.fixture
def wizard(qtbot: QtBot, session: Session, settings: Settings) -> Open:
    """`wizard(path)` opens the window on a file, once it has been looked at."""

    def open_on(path: Path, *, wait: bool = True, **more: object) -> ImportWizard:
        told: list[str] = []
        opened = ImportWizard(session, path, told.append, settings=settings, **more)
        opened.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        opened.told = told  # type: ignore[attr-defined]
        qtbot.addWidget(opened, before_close_func=lambda one: one.done(0))
        opened.open()
        if wait:
            qtbot.waitUntil(opened.next_button.isEnabled)
            qtbot.waitUntil(lambda: opened.reading.total.text().find("counting") < 0)
        return opened

    return open_on


Press = Callable[..., None]


@pytest.fixture
def press(qtbot: QtBot) -> Press:
    """`press(wizard, key, modifiers)` presses keys where the keyboard is."""

    def at_keyboard(
        opened: ImportWizard,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        if not opened.isActiveWindow():  # no window manager gives the keyboard back here
            opened.activateWindow()
            qtbot.waitUntil(opened.isActiveWindow)
        qtbot.keyClick(opened.focusWidget() or opened, key, modifiers)

    return at_keyboard


Forward = Callable[[ImportWizard, int], None]


@pytest.fixture
def forward(qtbot: QtBot, press: Press) -> Forward:
    """`forward(wizard, step)` presses Ctrl+Enter and waits for the step."""

    def go(opened: ImportWizard, step: int) -> None:
        press(opened, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: opened.step == step)

    return go


@pytest.fixture
def count(session: Session) -> Callable[..., int]:
    """`count(query)` asks the register."""

    def ask(query: str = "SELECT count(*) FROM camera") -> int:
        connection = session.register.reader()
        try:
            return connection.execute(query).fetchone()[0]
        finally:
            connection.close()

    return ask
