"""What would come of a step before it is saved: where it would stand, or who cannot take it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import KINDS, Kind
from camdesk.gui.asking import ask
from camdesk.gui.cards.sheet import Pen, Row, Run, Sheet
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.gui.session import Session
from camdesk.store import books, cards
from camdesk.store.cards import Neighbour
from camdesk.store.connection import Connection
from camdesk.store.ledger import NewEvent
from camdesk.text.formats import date_text, number_text, said
from camdesk.text.i18n import ntr, tr

_PATIENCE = 150  # ms without typing before the register is asked
_SHOWN = 200  # refused cameras that are listed; the rest are counted
_READ = "step preview"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the register says to a step on that date."""

    refused: Mapping[int, KnownError | None]  # the reason is known of the first ones alone
    names: Mapping[int, str]  # of those first ones
    follower: Neighbour | None  # for one camera: what would stand right after it


class StepPreview(QObject):
    """Asks the register, a moment after the date was changed, what would come of the step."""

    answered = Signal(object)  # an Outlook

    def __init__(
        self, session: Session, kind: Kind, cameras: Sequence[int], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = kind
        self._cameras = cameras
        self._date: PartialDate | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self._ask)

    def ask_soon(self, occurred_on: PartialDate | None) -> None:
        """Ask for a step on `occurred_on`; an earlier question is forgotten."""
        self._date = occurred_on
        self._session.cancel_read(_READ)
        self._timer.start()

    def ask_now(self, occurred_on: PartialDate | None) -> None:
        """Ask without waiting."""
        self._date = occurred_on
        self._timer.stop()
        self._ask()

    def forget(self) -> None:
        """No answer is waited for: the date cannot be read."""
        self._timer.stop()
        self._session.cancel_read(_READ)

    def _ask(self) -> None:
        event = NewEvent(self._kind.name, self._date)
        cameras, today = self._cameras, self._session.register.today.isoformat()
        ask(
            self,
            self._session,
            _READ,
            lambda connection: _outlook(connection, cameras, event, today),
            self.answered.emit,
        )


def _outlook(
    connection: Connection, cameras: Sequence[int], event: NewEvent, today: str
) -> Outlook:
    refused = cards.refusals(connection, cameras, event, today, _SHOWN)
    names = {
        camera: books.title(connection, "camera", camera)
        for camera, why in refused.items()
        if why is not None
    }
    follower = None
    if len(cameras) == 1 and not refused:
        follower = cards.followed_by(connection, cameras[0], event, today)
    return Outlook(refused, names, follower)


class RefusedPane(QWidget):
    """How many cameras can take a step, which cannot, and why."""

    def __init__(self, cameras: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = cameras
        self._heading = Label(tr("Checking…"), "heading", wrap=True)
        self.sheet = Sheet(plain=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        layout.addWidget(self._heading)
        layout.addWidget(self.sheet, 1)
        self.setFixedWidth(280)

    def heading(self) -> str:
        """What stands above the list."""
        return self._heading.text()

    def show_outlook(self, outlook: Outlook) -> None:
        """Say how many can, and list the others."""
        refused = len(outlook.refused)
        self._heading.setText(_summary(self._count, refused))
        rows = [
            Row(
                [Run(outlook.names[camera], "small link", href=f"camera:{camera}")],
                [[Run(said(why), "muted")]],
            )
            for camera, why in outlook.refused.items()
            if why is not None
        ]
        more = refused - len(rows)

        def draw(pen: Pen) -> None:
            if not refused:
                pen.line([Run(tr("Nothing stands in the way."), "muted")])
            pen.rows(rows, gap=Space.S)
            if more:
                pen.line([Run(ntr("and {n} more", "and {n} more", more), "muted")])

        self.sheet.show_drawing(draw, {})


def _summary(cameras: int, refused: int) -> str:
    if not refused:
        return ntr(
            "{count} camera can take it",
            "All {count} cameras can take it",
            cameras,
            count=number_text(cameras),
        )
    if refused == cameras:
        return tr("None of them can take it")
    return tr(
        "{able} of {all} can take it", able=number_text(cameras - refused), all=number_text(cameras)
    )


def place_text(follower: Neighbour | None) -> str:
    """Where a back-dated event would stand, in words; nothing where it would be the latest."""
    if follower is None:
        return ""
    label = tr(KINDS[follower.kind].label)
    if follower.occurred_on is None:
        return tr("Will stand before “{event}”.", event=label)
    return tr(
        "Will stand before “{event}” of {date}.", event=label, date=date_text(follower.occurred_on)
    )
