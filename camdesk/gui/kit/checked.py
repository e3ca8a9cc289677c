"""Fields whose text may mean nothing: what is wrong with it, and how that looks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.kit.labels import restyle
from camdesk.text.formats import advice, said


def trouble(value: Callable[[], object]) -> str:
    """Why `value` raises a KnownError, with advice; empty where it does not."""
    try:
        value()
    except KnownError as error:
        return f"{said(error)} {advice(error)}"
    return ""


def flag(field: QWidget, wrong: bool) -> None:
    """Show a field as wrong, or as all right."""
    restyle(field, "invalid", wrong)
