"""Questions and acts of a widget that may be gone before the answer comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from camdesk.gui.session import Session
from camdesk.store.connection import Connection


def while_alive(owner: QObject, receiver: Callable[[Any], None]) -> Callable[[Any], None]:
    """`receiver`, as long as `owner` exists; afterwards nothing."""

    def receive(value: Any) -> None:  # noqa: ANN401 - whatever was asked for
        if isValid(owner):
            receiver(value)

    return receive


def ask(
    owner: QObject,
    session: Session,
    key: str,
    work: Callable[[Connection], Any],
    done: Callable[[Any], None],
) -> None:
    """Ask the register for `owner`; a newer question of that key breaks this one off."""
    session.read(key, work, while_alive(owner, done))
