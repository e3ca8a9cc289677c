"""A table that says how things stand on a day, against the register: what changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from camdesk.domain.errors import KnownError
from camdesk.importing.acts import Corrected, Named, PlannedRow
from camdesk.importing.case import Case, outlook, planned
from camdesk.importing.cells import ReadRow, RowReader
from camdesk.importing.differences import Difference, differences
from camdesk.importing.fields import BOOKS, Rule
from camdesk.importing.mapping import Mapping
from camdesk.importing.meanwhile import Meanwhile
from camdesk.importing.values import CellProblem
from camdesk.store.comparing import Picture
from camdesk.store.connection import Connection
from camdesk.store.foreseen import contradictions
from camdesk.store.tables import Value


class Comparison:
    """Compares rows of one table with the cameras they mean."""

    def __init__(
        self,
        connection: Connection,
        reader: RowReader,
        mapping: Mapping,
        as_of: date | None,
        today: date,
    ) -> None:
        self._connection = connection
        self._reader = reader
        self._mapping = mapping
        self._today = today
        self._meanwhile = Meanwhile(connection, reader, mapping, as_of)

    def judge(self, matched: Iterable[tuple[ReadRow, Picture]]) -> list[PlannedRow]:
        """The verdicts on rows whose cameras were found, in their order."""
        cases = [self._case(read, picture) for read, picture in matched]
        self._meanwhile.look_up(cases)
        for case in cases:
            self._compare(case)
        outlooks = {case.picture.id: outlook(case) for case in cases if case.moves}
        refused = contradictions(self._connection, outlooks, self._today)
        for case in cases:
            if case.picture.id in refused:
                case.read.problems.append(_contradicted(case, refused[case.picture.id]))
        return [planned(case) for case in cases]

    def _case(self, read: ReadRow, picture: Picture) -> Case:
        said, targets = read.said, self._reader.targets
        if picture.site is not None:
            self._reader.add_district(said, picture.site.facts["site.place"])
        return Case(
            self._reader,
            read,
            picture,
            differences(said, targets, picture),
            differences(said, targets, picture.site),
            doubts=list(read.doubts),
        )

    def _compare(self, case: Case) -> None:
        meanwhile = self._meanwhile
        replaced = meanwhile.is_replaced(case)
        if replaced:
            meanwhile.replace(case)
        else:
            meanwhile.step(case)
            self._facts(case)
            meanwhile.installed(case)
        if not replaced and meanwhile.is_moved(case):
            meanwhile.move(case)
        else:
            self._site(case)

    def _facts(self, case: Case) -> None:
        facts: dict[str, Value | Named] = {}
        device: dict[str, object] = {}
        for one in case.found:
            rule = self._mapping.rule(one.target)
            if rule is Rule.LEAVE or (rule is Rule.REPLACEMENT and not one.fills):
                case.leave(one)
                continue
            if one.target in ("camera.maker", "camera.model"):
                device[one.target] = one.new
            else:
                facts.update(self._fact(one))
            case.show(one)
        if device:
            known = {**case.picture.facts, **device}
            name, maker = known["camera.model"], known["camera.maker"]
            facts["model"] = Named("model", _text(name), _text(maker))
        if facts:
            case.acts.append(Corrected("camera", case.picture.id, facts))

    def _site(self, case: Case) -> None:
        site = case.picture.site
        facts: dict[str, Value | Named] = {}
        for one in case.on_site:
            if one.target == "site.code" and not one.fills:
                if self._mapping.rule(one.target) is not Rule.CORRECTION:
                    case.leave(one)
                    continue
            elif self._mapping.rule(one.target) is Rule.LEAVE:
                case.leave(one)
                continue
            facts.update(self._fact(one))
            case.show(one)
        if facts and site is not None:
            case.acts.append(Corrected("site", site.id, facts))

    def _fact(self, one: Difference) -> dict[str, Value | Named]:
        if one.target in self._reader.own:
            return {self._reader.own[one.target].column: _text(one.new)}
        column = one.target.rpartition(".")[2]
        if one.target in BOOKS:
            return {column: Named(BOOKS[one.target], str(one.new))}
        return {column: one.new}  # type: ignore[dict-item]


def _contradicted(case: Case, error: KnownError) -> CellProblem:
    target = "state" if case.installed_on is None else "installed_on"
    return case.said(target, error.message, **error.params)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
