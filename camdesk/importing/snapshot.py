"""A table that says how things stand on a day, against the register: what changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.domain.lifecycle import KINDS, ON_SITE, STATES, Kind, Standing, State
from camdesk.domain.ways import way
from camdesk.importing.acts import (
    Act,
    Change,
    Corrected,
    Learnt,
    Named,
    PlannedRow,
    Replaced,
    Stepped,
    Verdict,
)
from camdesk.importing.cells import ReadRow, RowReader
from camdesk.importing.differences import Difference, differences, shown
from camdesk.importing.fields import BOOKS, Rule
from camdesk.importing.mapping import Mapping as Meaning
from camdesk.importing.values import CellProblem
from camdesk.store import cards
from camdesk.store.comparing import Arrival, Picture, arrivals, last_known
from camdesk.store.connection import Connection
from camdesk.store.foreseen import Foreseen, Outlook, contradictions
from camdesk.store.matching import Finder
from camdesk.store.tables import Value
from camdesk.text.formats import date_text
from camdesk.text.i18n import tr


@dataclass(slots=True)
class _Case:
    """A row while it is compared with its camera."""

    read: ReadRow
    picture: Picture
    standing: Standing
    changes: list[Change] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    doubts: list[CellProblem] = field(default_factory=list)
    remarks: list[CellProblem] = field(default_factory=list)

    @property
    def state(self) -> State:
        """The state after the row."""
        said = self.read.said.get("state")
        return said if isinstance(said, State) else self.picture.state

    @property
    def stays(self) -> bool:
        """Whether the camera, or the device in its place, hangs there then and now."""
        return self.picture.state in ON_SITE and self.state in ON_SITE


class Comparison:
    """Compares rows of one table with the cameras they mean."""

    def __init__(
        self,
        connection: Connection,
        reader: RowReader,
        mapping: Meaning,
        as_of: date | None,
        today: date,
    ) -> None:
        self._connection = connection
        self._reader = reader
        self._mapping = mapping
        self._as_of = as_of
        self._today = today
        self._codes = Finder(connection, "site.code")
        self._last: dict[int, date | None] = {}
        self._arrivals: dict[int, Arrival] = {}

    def judge(self, matched: Iterable[tuple[ReadRow, Picture]]) -> list[PlannedRow]:
        """The verdicts on rows whose cameras were found, in their order."""
        pairs = list(matched)
        cameras = [picture.id for _, picture in pairs]
        standings = cards.standings(self._connection, cameras)
        self._last = {c: one.day for c, one in last_known(self._connection, cameras).items()}
        self._arrivals = arrivals(self._connection, cameras)
        cases = [
            _Case(read, picture, standings[picture.id], doubts=list(read.doubts))
            for read, picture in pairs
        ]
        for case in cases:
            self._compare(case)
        outlooks = {case.picture.id: _outlook(case) for case in cases if _moves(case)}
        refused = contradictions(self._connection, outlooks, self._today)
        for case in cases:
            if case.picture.id in refused:
                case.read.problems.append(self._problem("state", refused[case.picture.id], case))
        return [_planned(case) for case in cases]

    def _compare(self, case: _Case) -> None:
        said = case.read.said
        found = differences(said, self._reader.targets, case.picture)
        on_site = differences(said, self._reader.targets, case.picture.site)
        replaced = case.stays and any(
            not one.fills and self._mapping.rule(one.target) is Rule.REPLACEMENT for one in found
        )
        moved = not replaced and self._moved(case, on_site)
        if replaced:
            self._replace(case, found)
        else:
            self._step(case)
            self._facts(case, found)
            self._installed(case)
        if moved:
            self._move(case)
        else:
            self._site(case, on_site)

    def _step(self, case: _Case) -> None:
        """The steps that lead from how the camera stands to what the row says."""
        before, now = case.picture.state, case.state
        steps: tuple[Kind, ...] = ()
        if now is not before and self._mapping.rule("state") is Rule.EVENT:
            steps = way(case.standing, now)
            if not steps:
                self._refuse(
                    case,
                    "state",
                    N_("“{old}” cannot become “{new}”: the lifecycle has no such step."),
                    old=STATES[before].label,
                    new=STATES[now].label,
                )
                return
            if len(steps) > 1:
                case.doubts.append(
                    self._said(
                        "state",
                        N_("“{old}” becomes “{new}” only by several steps: {steps}"),
                        old=STATES[before].label,
                        new=STATES[now].label,
                        steps=", ".join(tr(kind.label) for kind in steps),
                    )
                )
        between = self._between(case)
        if steps and between is _OLDER:
            self._refuse_older(case, "state")
            return
        dated = case.read.said.get("installed_on")
        for kind in steps:
            arrives = kind.target in ON_SITE and kind.field("site") is not None
            when = dated if arrives and isinstance(dated, PartialDate) else between
            self._take(case, kind.name, when, arrives=arrives)
        self._link(case, between, arrived=bool(steps) and before not in ON_SITE)

    def _take(self, case: _Case, kind: str, when: PartialDate | None, *, arrives: bool) -> None:
        values: dict[str, object] = {}
        site: dict[str, Value] | None = None
        if arrives:
            if case.picture.site is not None:
                values["site"] = case.picture.site.id
            else:
                site = self._reader.drafter.draft(case.read.said, case.state).site
                if not site:
                    self._refuse(case, "site.code", N_("the site where it hangs is missing"))
                    return
        case.acts.append(Stepped(case.picture.id, kind, when, values, site=site))
        label = tr(KINDS[kind].label)
        text = f"{shown('state', case.state, str)} · {label}"
        self._change(
            case,
            "state",
            shown("state", case.picture.state, str),
            f"{text}, {date_text(when)}" if when else text,
        )

    def _link(self, case: _Case, between: PartialDate | None, *, arrived: bool) -> None:
        """The connection to the control centre, of a camera that hangs at its site now."""
        new = case.read.said.get("connected")
        if new is None or self._mapping.rule("connected") is not Rule.EVENT:
            return
        if case.state not in ON_SITE:
            return
        old = False if arrived else case.picture.connected
        if new == old:
            return
        if between is _OLDER:
            self._refuse_older(case, "connected")
            return
        arrival = next(
            (a for a in case.acts if isinstance(a, Stepped) and "site" in a.values), None
        )
        when = _since(arrival.occurred_on, between) if arrival is not None else between
        # Since when a link stands that nobody had told of, the table does not say.
        kind = "connected" if new else "disconnected"
        case.acts.append(Stepped(case.picture.id, kind, when if old is not None else None))
        self._change(
            case, "connected", shown("yes_no", case.picture.connected, str), shown("", new, str)
        )

    def _replace(self, case: _Case, found: list[Difference]) -> None:
        """Another device hangs at the site: the old one is removed, the new one installed."""
        number = next((one for one in self._mapping.keys if one == "camera.inventory_number"), None)
        if number is not None:
            self._refuse(
                case, number, N_("the number belongs to the device that would be replaced")
            )
            return
        between = self._between(case)
        if between is _OLDER:
            self._refuse_older(case, "state")
            return
        said = dict(case.read.said)
        said.setdefault("unit", case.picture.facts["unit"])
        dated = said.get("installed_on")
        # A date before the old device was last seen there is not that of the new one.
        when = between
        if isinstance(dated, PartialDate) and between is not None:
            if between.first <= dated.first and dated.last <= between.last:
                when = dated
            else:
                case.remarks.append(
                    self._said("installed_on", N_("not the day on which this device came"))
                )
        elif isinstance(dated, PartialDate):
            when = dated
        new = self._reader.drafter.draft(said, case.state)
        case.acts.append(Replaced(case.picture.id, new, when, _since(when, between)))
        for one in found:
            if self._mapping.rule(one.target) is Rule.REPLACEMENT:
                self._show(case, one)
        text = tr("another device")
        self._change(case, "state", tr("device"), f"{text}, {date_text(when)}" if when else text)

    def _installed(self, case: _Case) -> None:
        """The date of an installation that the register does not know is filled in."""
        new = case.read.said.get("installed_on")
        if (
            not isinstance(new, PartialDate)
            or not case.stays
            or self._mapping.rule("installed_on") is Rule.LEAVE
            or case.picture.installed_on == new.edtf
        ):
            return
        arrival = self._arrivals.get(case.picture.id)
        if arrival is None or case.picture.installed_on is not None:
            if case.picture.installed_on is not None:
                case.remarks.append(
                    self._said(
                        "installed_on",
                        N_("the register says {known}, and keeps it"),
                        known=PartialDate.parse(case.picture.installed_on),
                    )
                )
            return
        column = "installed_on" if arrival.opening else "occurred_on"
        case.acts.append(Learnt(case.picture.id, arrival.event, {column: new.edtf}))
        self._change(case, "installed_on", "", date_text(new))

    def _facts(self, case: _Case, found: list[Difference]) -> None:
        facts: dict[str, Value | Named] = {}
        device: dict[str, object] = {}
        for one in found:
            rule = self._mapping.rule(one.target)
            if rule is Rule.LEAVE or (rule is Rule.REPLACEMENT and not one.fills):
                self._leave(case, one)
                continue
            if one.target in ("camera.maker", "camera.model"):
                device[one.target] = one.new
            else:
                facts.update(self._fact(one))
            self._show(case, one)
        if device:
            known = {**case.picture.facts, **device}
            name, maker = known["camera.model"], known["camera.maker"]
            facts["model"] = Named("model", _text(name), _text(maker))
        if facts:
            case.acts.append(Corrected("camera", case.picture.id, facts))

    def _site(self, case: _Case, found: list[Difference]) -> None:
        site = case.picture.site
        facts: dict[str, Value | Named] = {}
        for one in found:
            if one.target == "site.code" and not one.fills:
                if self._mapping.rule(one.target) is not Rule.CORRECTION:
                    self._leave(case, one)
                    continue
            elif self._mapping.rule(one.target) is Rule.LEAVE:
                self._leave(case, one)
                continue
            facts.update(self._fact(one))
            self._show(case, one)
        if facts and site is not None:
            case.acts.append(Corrected("site", site.id, facts))

    def _moved(self, case: _Case, found: list[Difference]) -> bool:
        """Whether the row says that a camera which hangs hangs at another site now."""
        return (
            case.stays
            and self._mapping.rule("site.code") is Rule.EVENT
            and any(one.target == "site.code" and not one.fills for one in found)
        )

    def _move(self, case: _Case) -> None:
        code = str(case.read.said["site.code"])
        between = self._between(case)
        if between is _OLDER:
            self._refuse_older(case, "site.code")
            return
        there = self._codes.find([code]).get(code)
        values: dict[str, object] = {"site": there[0]} if there else {}
        site = None if there else self._reader.drafter.draft(case.read.said, case.state).site
        dated = case.read.said.get("installed_on")
        when = dated if isinstance(dated, PartialDate) and between is None else between
        camera = case.picture.id
        case.acts.append(Stepped(camera, "removed", when))
        case.acts.append(Stepped(camera, "installed", when, values, site=site))
        if case.read.said.get("connected", case.picture.connected):
            case.acts.append(Stepped(camera, "connected", _since(when, between)))
        was = case.picture.site
        self._change(case, "site.code", str(was.facts["site.code"]) if was else "", code)

    def _fact(self, one: Difference) -> dict[str, Value | Named]:
        if one.target in self._reader.own:
            return {self._reader.own[one.target].column: _text(one.new)}
        column = one.target.rpartition(".")[2]
        if one.target in BOOKS:
            return {column: Named(BOOKS[one.target], str(one.new))}
        return {column: one.new}  # type: ignore[dict-item]

    def _between(self, case: _Case) -> PartialDate | None:
        """When what the table does not date happened: since the register last knew better."""
        known = self._last.get(case.picture.id)
        if self._as_of is None or known is None:
            return None
        return PartialDate(known, self._as_of) if known <= self._as_of else _OLDER

    def _leave(self, case: _Case, one: Difference) -> None:
        kind = self._reader.targets[one.target].kind
        known = shown(kind, one.old, self._reader.place_name)
        case.remarks.append(
            self._said(one.target, N_("the register says {known}, and keeps it"), known=known)
        )

    def _show(self, case: _Case, one: Difference) -> None:
        kind = self._reader.targets[one.target].kind
        name = self._reader.place_name
        self._change(case, one.target, shown(kind, one.old, name), shown(kind, one.new, name))

    def _change(self, case: _Case, target: str, old: str, new: str) -> None:
        label = tr(self._reader.targets[target].label)
        case.changes.append(Change(label, self._column(target), old, new))

    def _column(self, target: str) -> str:
        return self._reader.column_of.get(target, "")

    def _said(self, target: str, message: str, **params: object) -> CellProblem:
        return CellProblem(self._column(target), "", message, params)

    def _refuse(self, case: _Case, target: str, message: str, **params: object) -> None:
        case.read.problems.append(self._said(target, message, **params))

    def _refuse_older(self, case: _Case, target: str) -> None:
        known = self._last.get(case.picture.id)
        self._refuse(
            case,
            target,
            N_("the register knows how it stood on {known}, after the day of the table"),
            known=known,
        )

    def _problem(self, target: str, error: KnownError, case: _Case) -> CellProblem:
        dated = "installed_on" in case.read.said
        column = self._column("installed_on" if dated else target)
        return CellProblem(column, "", error.message, dict(error.params))


# Not a period: the register's last word on the camera is younger than the table.
_OLDER = PartialDate(date.min, date.min)


def _since(when: PartialDate | None, between: PartialDate | None) -> PartialDate | None:
    """From the day on which something happened until the table."""
    if when is None or between is None:
        return between if when is None else when
    return PartialDate(when.first, max(when.last, between.last))


def _moves(case: _Case) -> bool:
    return not case.read.problems and any(
        isinstance(act, Stepped | Learnt | Replaced) for act in case.acts
    )


def _outlook(case: _Case) -> Outlook:
    steps: list[Foreseen] = []
    dates: dict[int, PartialDate] = {}
    for act in case.acts:
        if isinstance(act, Stepped):
            site = act.values.get("site")
            steps.append(
                Foreseen(act.kind, act.occurred_on, site if isinstance(site, int) else None)
            )
        elif isinstance(act, Replaced):
            steps.append(Foreseen("removed", act.occurred_on))
        elif isinstance(act, Learnt) and (day := act.facts.get("occurred_on")) is not None:
            dates[act.event] = PartialDate.parse(str(day))
    return Outlook(steps, dates)


def _planned(case: _Case) -> PlannedRow:
    read, camera = case.read, case.picture.id
    remarks = tuple(case.remarks)
    if read.problems:
        return PlannedRow(
            read.row, Verdict.REFUSED, tuple(read.problems), camera=camera, remarks=remarks
        )
    verdict = Verdict.UNCHANGED
    if case.acts:
        verdict = Verdict.DOUBTFUL if case.doubts else Verdict.CHANGED
    return PlannedRow(
        read.row,
        verdict,
        tuple(case.doubts),
        tuple(case.changes),
        tuple(case.acts),
        camera,
        remarks,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
