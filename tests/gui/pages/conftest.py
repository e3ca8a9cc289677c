"""A register of twenty thousand cameras, written once, and a window's context to hold a page."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.gui.action_set import ActionSet
from camdesk.gui.kit.settings import Settings
from camdesk.gui.session import Session
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register

MANY = 20_000
STATES = (State.IN_SERVICE, State.IN_SERVICE, State.FAILED, State.IN_STOCK)
STREETS = ("ул. Абая", "пр. Евразия", "мкр Жулдыз", "ул. Құрманғазы")


class PageContext:
    """Stands in for the window: settings, actions that are noted, remarks that are kept."""

    def __init__(self, window: QWidget, settings: Settings) -> None:
        self.window = window
        self.done: list[str] = []
        self.told: list[str] = []
        self.settings = settings
        self.actions = ActionSet(window, lambda act: self.done.append(act.id))

    def notify(self, text: str) -> None:
        self.told.append(text)


def fill(register: Register, count: int) -> None:
    with register.write("import", "many") as entry:
        programmes = [
            entry.add("programme", {"name_ru": name}) for name in ("Подъезды", "Безопасный двор")
        ]
        region = entry.add("place", {"kind": "region", "name_ru": "ЗКО"})
        city = entry.add("place", {"kind": "city", "name_ru": "Уральск", "parent": region})
        for number in range(1, count + 1):
            address = f"{STREETS[number % len(STREETS)]}, {number % 250}"
            site = entry.add("site", {"place": city, "address": address})
            facts = {
                "inventory_number": f"ЗКО-{number:06d}",
                "programme": programmes[number % 2],
            }
            camera = entry.add("camera", facts)
            day = PartialDate.parse(str(2010 + number % 15))
            state = STATES[number % len(STATES)]
            values = {"state": state, "site": site, "connected": True}
            entry.record(camera, NewEvent("opening", day, values))


@pytest.fixture(scope="session")
def many_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the big register; nobody writes to it."""
    path = tmp_path_factory.mktemp("many") / "many.camdesk"
    with Register.create(path) as register:
        fill(register, MANY)
    return path


@pytest.fixture
def many(many_file: Path, tmp_path: Path, qapp: object) -> Iterator[Session]:
    """A copy of the big register, open."""
    copy = tmp_path / "copy.camdesk"
    shutil.copy(many_file, copy)
    session = Session(Register.open(copy))
    yield session
    session.close()


@pytest.fixture
def page_context(qtbot: QtBot, tmp_path: Path) -> PageContext:
    window = QWidget()
    qtbot.addWidget(window)
    return PageContext(window, Settings(tmp_path / "settings.ini"))


@pytest.fixture
def fill_register() -> Callable[[Register, int], None]:
    return fill
