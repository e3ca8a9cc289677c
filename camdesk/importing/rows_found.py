"""Which camera of the register each row of a table means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import ON_SITE, STATES
from camdesk.importing.cells import ReadRow, RowReader
from camdesk.importing.differences import differences
from camdesk.importing.fields import KEYS
from camdesk.importing.mapping import Mapping as Meaning
from camdesk.importing.seen import Seen
from camdesk.importing.values import CellProblem
from camdesk.store.comparing import Picture, pictures
from camdesk.store.connection import Connection
from camdesk.store.matching import Finder, cameras_at
from camdesk.text.i18n import tr


@dataclass(frozen=True, slots=True)
class Found:
    """What a row means: a camera, or at least a site where one may come to hang."""

    camera: Picture | None = None
    site: int | None = None


def keys_of(mapping: Meaning) -> tuple[str, ...]:
    """The targets by which rows are found: those of the mapping, else the surest that is fed."""
    if mapping.keys:
        return mapping.keys
    fed = set(mapping.columns.values())
    return tuple(key for key in KEYS[:4] if key in fed)[:1]


class RowFinder:
    """Finds the cameras that rows mean, batch by batch."""

    def __init__(self, connection: Connection, reader: RowReader, keys: Sequence[str]) -> None:
        self._connection = connection
        self._reader = reader
        self.keys = tuple(keys)
        self._finders = {key: Finder(connection, key, reader.own.get(key)) for key in self.keys[:1]}
        self._seen = Seen()

    def refuse_doubles(self, rows: Iterable[ReadRow]) -> None:
        """Refuse the rows whose key stood in the table before."""
        for read in rows:
            key = self.key(read)
            if not key or read.problems:
                continue
            first = self._seen.first(key, read.row.number)
            if first != read.row.number:
                self._refuse(
                    read,
                    N_("“{text}” stands in row {first} already"),
                    text=", ".join(key),
                    first=first,
                )

    def find(self, rows: Sequence[ReadRow]) -> list[Found]:
        """What each of `rows` means; rows that cannot be told apart get a problem."""
        if not self.keys:
            return [Found()] * len(rows)
        first = self.keys[0]
        finder = self._finders[first]
        said = {str(read.said[first]) for read in rows if first in read.said and not read.problems}
        there = finder.find(said)
        by_site: Mapping[int, list[int]] = {}
        if finder.table == "site":
            by_site = cameras_at(self._connection, {i for some in there.values() for i in some})
        wanted = (
            {i for some in there.values() for i in some}
            if finder.table == "camera"
            else {i for some in by_site.values() for i in some}
        )
        known = pictures(self._connection, wanted, self._reader.own.values())
        return [self._found(read, there, by_site, known) for read in rows]

    def key(self, read: ReadRow) -> tuple[str, ...]:
        """The texts that name the row; empty where one of them is missing."""
        said = read.said
        if len(self.keys) == 1:
            key = said.get(self.keys[0])
            return () if key is None else (str(key),)
        texts = tuple(str(said[key]) for key in self.keys if key in said)
        return texts if len(texts) == len(self.keys) else ()

    def _found(
        self,
        read: ReadRow,
        there: Mapping[str, list[int]],
        by_site: Mapping[int, list[int]],
        known: Mapping[int, Picture],
    ) -> Found:
        if read.problems or not self.key(read):
            return Found()
        rows = there.get(str(read.said[self.keys[0]]), [])
        sites = rows if self._finders[self.keys[0]].table == "site" else []
        cameras = [i for site in sites for i in by_site.get(site, ())] if sites else rows
        likely = _likeliest([known[i] for i in cameras if self._fits(read, known[i])])
        if len(likely) > 1:
            self._refuse(
                read,
                N_("{count} cameras of the register fit “{text}”"),
                count=len(likely),
                text=", ".join(self.key(read)),
            )
        site = sites[0] if len(sites) == 1 else None
        return Found(likely[0] if len(likely) == 1 else None, site)

    def _fits(self, read: ReadRow, picture: Picture) -> bool:
        """Whether the camera bears the further keys of the row too."""
        rest = {key: read.said[key] for key in self.keys[1:]}
        targets = self._reader.targets
        return not any(
            one.target in rest
            for holder in (picture, picture.site)
            for one in differences(rest, targets, holder)
        ) and all(key in picture.facts or picture.site is not None for key in rest)

    def _refuse(self, read: ReadRow, message: str, **params: object) -> None:
        column = self._reader.column_of.get(self.keys[0], "")
        text = str(read.said.get(self.keys[0], ""))
        read.problems.append(CellProblem(column, text, message, params))


def _likeliest(candidates: list[Picture]) -> list[Picture]:
    """Those that a table most likely speaks of; of cameras that are gone the last one."""
    best = max((_rank(one) for one in candidates), default=0)
    likely = [one for one in candidates if _rank(one) == best]
    if len(likely) > 1 and best < _rank_of(on_site=False, live=True, awaited=True):
        return [max(likely, key=lambda one: (one.since_day, one.id))]
    return likely


def _rank(picture: Picture) -> int:
    facts = STATES[picture.state]
    return _rank_of(
        on_site=picture.state in ON_SITE, live=picture.live, awaited=facts.awaited and facts.live
    )


def _rank_of(*, on_site: bool, live: bool, awaited: bool) -> int:
    return 4 * on_site + 2 * awaited + live


def missing_key(reader: RowReader, keys: Sequence[str]) -> CellProblem:
    """Why a row without its key cannot be compared."""
    column = reader.column_of.get(keys[0], "") if keys else ""
    label = tr(reader.targets[keys[0]].label) if keys else ""
    return CellProblem(
        column, "", N_("“{name}” is empty: the row cannot be found"), {"name": label}
    )
