"""What a clerk means to record of spare parts alone; repairs have theirs in `operations`."""

from __future__ import annotations

from dataclasses import dataclass

from camdesk.domain.dates import PartialDate
from camdesk.domain.parts import FittedPart, PartLine
from camdesk.gui.jobs import Done, Failed
from camdesk.gui.operations import NewRow, Paper, Saved, document_of, made
from camdesk.gui.session import Session
from camdesk.store import part_work
from camdesk.store.register import Register
from camdesk.store.writer import EntryWriter

ACTION = "part"


@dataclass(frozen=True, slots=True)
class Occasion:
    """When parts came or went, and on which paper."""

    occurred_on: PartialDate | None = None
    paper: Paper | None = None
    note: str | None = None


def buy(
    session: Session,
    line: PartLine,
    occasion: Occasion,
    supplier: int | NewRow | None = None,
    *,
    done: Done | None = None,
    failed: Failed | None = None,
) -> None:
    """Put parts that were bought into stock, as one entry; `done` gets its Saved."""

    def work(register: Register) -> Saved:
        with register.write(ACTION, line.name) as entry:
            part = part_work.buy(
                entry,
                line,
                occurred_on=occasion.occurred_on,
                supplier=made(entry, supplier),
                document=_document(entry, occasion),
                note=occasion.note,
            )
            return Saved(entry.id, part)

    session.write(work, done, failed)


def fit(
    session: Session,
    camera: int,
    fitted: FittedPart,
    occasion: Occasion,
    *,
    subject: str = "",
    done: Done | None = None,
    failed: Failed | None = None,
) -> None:
    """Put parts into `camera`, called `subject`, without a repair."""

    def work(register: Register) -> Saved:
        with register.write(ACTION, subject) as entry:
            part_work.fit(
                entry,
                camera,
                [fitted],
                occurred_on=occasion.occurred_on,
                document=_document(entry, occasion),
                note=occasion.note,
            )
            return Saved(entry.id, fitted.part)

    session.write(work, done, failed)


def discard(
    session: Session,
    part: int,
    quantity: int,
    occasion: Occasion,
    *,
    subject: str = "",
    done: Done | None = None,
    failed: Failed | None = None,
) -> None:
    """Take parts out of stock for good."""

    def work(register: Register) -> Saved:
        with register.write(ACTION, subject) as entry:
            part_work.discard(
                entry,
                part,
                quantity,
                occurred_on=occasion.occurred_on,
                document=_document(entry, occasion),
                note=occasion.note,
            )
            return Saved(entry.id, part)

    session.write(work, done, failed)


def _document(entry: EntryWriter, occasion: Occasion) -> int | None:
    return document_of(entry, occasion.paper) if occasion.paper else None
