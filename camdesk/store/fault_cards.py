"""All that the card of a fault shows of it, and the other faults of its camera."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from camdesk.store import listing
from camdesk.store.connection import Connection
from camdesk.store.fault_list import listing as faults
from camdesk.store.listing import Query
from camdesk.store.picture import chunks, marks
from camdesk.store.tables import Value

_COLUMNS = (
    "failed_on", "days_open", "mode", "cause", "last_good", "reported_by", "address", "paper",
    "whereabouts", "ended_on", "outcome", "work", "contractor", "cost", "warranty",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FittedPart:
    """A part that was fitted under the repair with which a fault ended."""

    part: int
    name: str
    quantity: int


@dataclass(frozen=True, slots=True)
class FaultFacts:
    """One fault; `values` by the columns of the list of faults."""

    id: int
    camera: int
    site: int | None
    document: int | None
    is_open: bool
    mended: bool
    values: Mapping[str, Value]
    parts: tuple[FittedPart, ...]


def fault(connection: Connection, row: int, language: str, day: date) -> FaultFacts | None:
    """The fault `row` as of `day`; None where there is no such fault, or no longer."""
    return next(iter(_read(connection, [row], language, day)), None)


def other_faults(
    connection: Connection, this: FaultFacts, language: str, day: date
) -> list[FaultFacts]:
    """The other faults of the same camera, the latest first."""
    of_camera = Query(filters={"camera": (this.camera,)}, sort="failed_on", descending=True)
    ids = listing.ids(connection, faults(language, day), of_camera)
    return _read(connection, [row for row in ids if row != this.id], language, day)


def cameras_of(connection: Connection, faults: Iterable[int]) -> list[int]:
    """The cameras of `faults`, each once, in the order of the faults."""
    camera_of: dict[int, int] = {}
    wanted = list(faults)
    for chunk in chunks(wanted):
        camera_of.update(
            connection.execute(f"SELECT id, camera FROM fault WHERE id IN ({marks(chunk)})", chunk)
        )
    return list(dict.fromkeys(camera_of[row] for row in wanted if row in camera_of))


def count(connection: Connection, camera: int) -> int:
    """How many faults a camera has had."""
    row = connection.execute("SELECT count(*) FROM fault WHERE camera = ?", (camera,)).fetchone()
    return int(row[0])


def _read(
    connection: Connection, rows: Sequence[int], language: str, day: date
) -> list[FaultFacts]:
    found: list[FaultFacts] = []
    values = listing.rows(connection, faults(language, day), rows, _COLUMNS)
    for row, shown in zip(rows, values, strict=True):
        about = connection.execute(
            "SELECT camera, site, document, ended_by, mended FROM fault WHERE id = ?", (row,)
        ).fetchone()
        if about is not None:
            camera, site, document, ended_by, mended = about
            named = dict(zip(_COLUMNS, shown, strict=True))
            found.append(
                FaultFacts(
                    row, camera, site, document, ended_by is None, bool(mended), named,
                    _fitted(connection, ended_by),
                )
            )  # fmt: skip
    return found


def _fitted(connection: Connection, repair: int | None) -> tuple[FittedPart, ...]:
    if repair is None:
        return ()
    rows = connection.execute(
        "SELECT part.id, part.name, part_move.quantity FROM part_move"
        " JOIN part ON part.id = part_move.part"
        " WHERE part_move.camera = (SELECT camera FROM event WHERE id = ?)"
        " AND part_move.event = ? AND part_move.kind = 'fitted' ORDER BY part_move.id",
        (repair, repair),
    )
    return tuple(FittedPart(*row) for row in rows)
