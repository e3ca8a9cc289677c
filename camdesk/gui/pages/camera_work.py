"""Opening the forms of work at sites for cameras that were chosen somewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from camdesk.gui.asking import ask
from camdesk.gui.session import Session
from camdesk.store import books, sites
from camdesk.store.books import Found
from camdesk.store.connection import Connection
from camdesk.text.formats import number_text
from camdesk.text.i18n import language, ntr, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


def replace_camera(session: Session, context: Context, camera: int, parent: QWidget) -> None:
    """Ask what takes the place of `camera`."""
    _replace_one_of(session, context, lambda _connection: [camera], parent)


def replace_at_site(session: Session, context: Context, site: int, parent: QWidget) -> None:
    """Ask what takes the place of the camera that hangs at `site`; of several, of which."""

    def hanging(connection: Connection) -> list[int]:
        return [stay.camera for stay in sites.chain(connection, site) if stay.left_kind is None]

    _replace_one_of(session, context, hanging, parent)


def move_cameras(
    session: Session, context: Context, cameras: Sequence[int], parent: QWidget
) -> None:
    """Ask where `cameras` come to hang."""
    if not cameras:
        return
    from camdesk.gui.forms.site_work_forms import MoveForm

    chosen = list(cameras)

    def show(title: str) -> None:
        count = len(chosen)
        lead = title or ntr("{count} camera", "{count} cameras", count, count=number_text(count))
        MoveForm(session, context, chosen, lead, title, parent).open()

    def named(connection: Connection) -> str:
        only = chosen[0] if len(chosen) == 1 else None
        return "" if only is None else books.title(connection, "camera", only, language())

    ask(parent, session, "moved cameras", named, show)


def _replace_one_of(
    session: Session,
    context: Context,
    cameras: Callable[[Connection], list[int]],
    parent: QWidget,
) -> None:
    from camdesk.gui.forms.site_work_forms import ReplaceForm

    tongue = language()

    def read(connection: Connection) -> list[Found]:
        return [books.found(connection, "camera", row, tongue) for row in cameras(connection)]

    def open_for(one: Found) -> None:
        ReplaceForm(session, context, one, parent).open()

    def show(found: list[Found]) -> None:
        if not found:
            context.notify(tr("No camera hangs here now"))
        elif len(found) == 1:
            open_for(found[0])
        else:
            menu = QMenu(parent)
            for one in found:
                menu.addAction(one.title).triggered.connect(
                    lambda _checked=False, chosen=one: open_for(chosen)
                )
            menu.popup(parent.mapToGlobal(parent.rect().center()))

    ask(parent, session, "replaced camera", read, show)
