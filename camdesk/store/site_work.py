"""Work at sites that is more than one step: a camera replaced, cameras moved; each one entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.domain.lifecycle import ON_SITE, STATES, Standing
from camdesk.store import books, cards
from camdesk.store.ledger import NewEvent
from camdesk.store.tables import Value
from camdesk.store.telling import Tell, silence, told
from camdesk.store.writer import EntryWriter


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the removal and the installation have in common."""

    occurred_on: PartialDate | None = None
    organisation: int | None = None
    document: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """One camera in the place of another.

    `fault` holds the fields of `failed` where the old camera failed first, None where it did
    not; `successor` is a camera of the register, or the facts of one that comes into it.
    """

    old: int
    successor: int | Mapping[str, Value]
    fault: Mapping[str, object] | None = None
    condition: str | None = None
    reason: str | None = None
    cost: int | None = None  # tiyn, of the installation
    keep_connection: bool = False


def replace(entry: EntryWriter, work: Replacement, how: Circumstances) -> int:
    """Take `work.old` down and hang its successor at the same site; returns the successor.

    Each names the other. Raises KnownError where the old camera hangs nowhere.
    """
    before = cards.standings(entry.connection, [work.old]).get(work.old)
    if before is None or before.state not in ON_SITE or before.site is None:
        raise KnownError(
            N_("The camera to be replaced does not hang at a site."),
            N_("Choose a camera that is in service or failed."),
        )
    new = _successor(entry, work, how)
    if work.fault is not None:
        entry.record(work.old, NewEvent("failed", how.occurred_on, work.fault))
    removed = {
        "reason": work.reason,
        "condition": work.condition,
        "organisation": how.organisation,
        "other_camera": new,
    }
    entry.record(work.old, NewEvent("removed", how.occurred_on, removed, how.document, how.note))
    installed = {
        "site": before.site,
        "organisation": how.organisation,
        "cost": work.cost,
        "other_camera": work.old,
    }
    entry.record(new, NewEvent("installed", how.occurred_on, installed, how.document, how.note))
    if work.keep_connection and before.connected:
        entry.record(new, NewEvent("connected", how.occurred_on))
    return new


def move(
    entry: EntryWriter,
    cameras: Iterable[int],
    site: int,
    how: Circumstances,
    *,
    reason: str | None = None,
    keep_connection: bool = False,
    tell: Tell = silence,
) -> int:
    """Hang `cameras` at `site`, taking down those that hang elsewhere; returns how many moved.

    A camera that hangs there already stays as it is. Raises KnownError for one that is out of
    order where it hangs: to be hung anew it would count as working again.
    """
    moved = 0
    wanted = list(cameras)
    standings = cards.standings(entry.connection, wanted)
    for camera, before in told(standings.items(), tell):
        if before.state in ON_SITE and before.site == site:
            continue
        if before.state in ON_SITE and STATES[before.state].out_of_order:
            raise KnownError(
                N_("Camera {camera} is out of order: hung anew, it would count as working."),
                N_("Record its repair first, or remove it and install it when it works."),
                camera=books.title(entry.connection, "camera", camera),
            )
        for event in _moving(before, site, how, reason, keep_connection=keep_connection):
            entry.record(camera, event)
        moved += 1
    return moved


def _moving(
    before: Standing,
    site: int,
    how: Circumstances,
    reason: str | None,
    *,
    keep_connection: bool,
) -> Iterable[NewEvent]:
    common = {"organisation": how.organisation}
    if before.state in ON_SITE:
        values = {**common, "reason": reason}
        yield NewEvent("removed", how.occurred_on, values, how.document, how.note)
    values = {**common, "site": site}
    yield NewEvent("installed", how.occurred_on, values, how.document, how.note)
    if keep_connection and before.connected:
        yield NewEvent("connected", how.occurred_on)


def _successor(entry: EntryWriter, work: Replacement, how: Circumstances) -> int:
    if isinstance(work.successor, int):
        if work.successor == work.old:
            raise KnownError(
                N_("A camera cannot take its own place."), N_("Choose another camera.")
            )
        return work.successor
    new = entry.add("camera", work.successor)
    entry.record(new, NewEvent("received", how.occurred_on))
    return new
