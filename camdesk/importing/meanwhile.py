"""What happened between how the register knows a camera and how a later table shows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import KINDS, ON_SITE, STATES, Kind, Standing, State
from camdesk.domain.ways import way
from camdesk.importing.acts import Learnt, Replaced, Stepped
from camdesk.importing.case import KEPT, Case
from camdesk.importing.cells import RowReader
from camdesk.importing.differences import shown
from camdesk.importing.fields import Rule
from camdesk.importing.mapping import Mapping
from camdesk.store import cards
from camdesk.store.comparing import Arrival, arrivals, last_known
from camdesk.store.connection import Connection
from camdesk.store.matching import Finder
from camdesk.store.tables import Value
from camdesk.text.formats import date_text
from camdesk.text.i18n import tr

# Not a period: the register's last word on the camera is younger than the table.
_OLDER = PartialDate(date.min, date.min)


class Meanwhile:
    """Proposes the events that lead from the register to a table of `as_of`."""

    def __init__(
        self, connection: Connection, reader: RowReader, mapping: Mapping, as_of: date | None
    ) -> None:
        self._connection = connection
        self._reader = reader
        self._mapping = mapping
        self._as_of = as_of
        self._codes = Finder(connection, "site.code")
        self._standings: dict[int, Standing] = {}
        self._last: dict[int, date | None] = {}
        self._arrivals: dict[int, Arrival] = {}

    def look_up(self, cases: Iterable[Case]) -> None:
        """Read the histories of the cameras to which something may have happened."""
        # Most rows of most tables say what the register says: theirs are not asked for.
        stirred = [case.picture.id for case in cases if self._stirs(case)]
        self._standings = cards.standings(self._connection, stirred)
        self._last = {c: one.day for c, one in last_known(self._connection, stirred).items()}
        self._arrivals = arrivals(self._connection, stirred)

    def _stirs(self, case: Case) -> bool:
        """Whether something may have happened to the camera, or a date of it may be learnt."""
        said, picture = case.read.said, case.picture
        return (
            case.state is not picture.state
            or said.get("connected", picture.connected) != picture.connected
            or ("installed_on" in said and picture.installed_on is None)
            or self.is_replaced(case)
            or self.is_moved(case)
        )

    def is_replaced(self, case: Case) -> bool:
        """Whether the row speaks of another device at the site."""
        return case.stays and any(
            not one.fills and self._mapping.rule(one.target) is Rule.REPLACEMENT
            for one in case.found
        )

    def is_moved(self, case: Case) -> bool:
        """Whether the row says that a camera which hangs hangs at another site now."""
        return (
            case.stays
            and self._mapping.rule("site.code") is Rule.EVENT
            and any(one.target == "site.code" and not one.fills for one in case.on_site)
        )

    def step(self, case: Case) -> None:
        """The steps that lead from how the camera stands to what the row says."""
        before, now = case.picture.state, case.state
        steps: tuple[Kind, ...] = ()
        if now is not before and self._mapping.rule("state") is Rule.EVENT:
            steps = way(self._standings[case.picture.id], now)
            if not steps:
                case.refuse(
                    "state",
                    N_("“{old}” cannot become “{new}”: the lifecycle has no such step."),
                    old=STATES[before].label,
                    new=STATES[now].label,
                )
                return
            if len(steps) > 1:
                case.doubts.append(
                    case.said(
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
        for kind in steps:
            arrives = kind.target in ON_SITE and kind.field("site") is not None
            when = case.installed_on if arrives and case.installed_on is not None else between
            self._take(case, kind.name, when, arrives=arrives)
        self._link(case, between, arrived=bool(steps) and before not in ON_SITE)

    def _take(self, case: Case, kind: str, when: PartialDate | None, *, arrives: bool) -> None:
        values: dict[str, object] = {}
        site: dict[str, Value] | None = None
        if arrives:
            if case.picture.site is not None:
                values["site"] = case.picture.site.id
            else:
                site = self._reader.drafter.draft(case.read.said, case.state).site
                if not site:
                    case.refuse("site.code", N_("the site where it hangs is missing"))
                    return
        case.acts.append(Stepped(case.picture.id, kind, when, values, site=site))
        label = tr(KINDS[kind].label)
        text = f"{shown('state', case.state, str)} · {label}"
        case.change(
            "state",
            shown("state", case.picture.state, str),
            f"{text}, {date_text(when)}" if when else text,
        )

    def _link(self, case: Case, between: PartialDate | None, *, arrived: bool) -> None:
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
        case.change("connected", shown("yes_no", case.picture.connected, str), shown("", new, str))

    def replace(self, case: Case) -> None:
        """Another device hangs at the site: the old one is removed, the new one installed."""
        number = next((one for one in self._mapping.keys if one == "camera.inventory_number"), None)
        if number is not None:
            case.refuse(number, N_("the number belongs to the device that would be replaced"))
            return
        between = self._between(case)
        if between is _OLDER:
            self._refuse_older(case, "state")
            return
        said = dict(case.read.said)
        said.setdefault("unit", case.picture.facts["unit"])
        when = dated = case.installed_on
        if dated is None:
            when = between
        elif between is not None and not (
            between.first <= dated.first and dated.last <= between.last
        ):
            # A date before the old device was last seen there is not that of the new one.
            when = between
            case.remarks.append(
                case.said("installed_on", N_("not the day on which this device came"))
            )
        new = self._reader.drafter.draft(said, case.state)
        case.acts.append(Replaced(case.picture.id, new, when, _since(when, between)))
        for one in case.found:
            if self._mapping.rule(one.target) is Rule.REPLACEMENT:
                case.show(one)
        text = tr("another device")
        case.change("state", tr("device"), f"{text}, {date_text(when)}" if when else text)

    def installed(self, case: Case) -> None:
        """The date of an installation that the register does not know is filled in."""
        new, known = case.installed_on, case.picture.installed_on
        if new is None or not case.stays or self._mapping.rule("installed_on") is Rule.LEAVE:
            return
        arrival = self._arrivals.get(case.picture.id)
        if known is not None and known != new.edtf:
            case.remarks.append(case.said("installed_on", KEPT, known=PartialDate.parse(known)))
        elif known is None and arrival is not None:
            column = "installed_on" if arrival.opening else "occurred_on"
            case.acts.append(Learnt(case.picture.id, arrival.event, {column: new.edtf}))
            case.change("installed_on", "", date_text(new))

    def move(self, case: Case) -> None:
        """It was taken down and hangs at another site."""
        if case.picture.state is not State.IN_SERVICE or case.state is not State.IN_SERVICE:
            case.refuse(
                "site.code", N_("it hangs elsewhere and is out of order: record one of them first")
            )
            return
        code = str(case.read.said["site.code"])
        between = self._between(case)
        if between is _OLDER:
            self._refuse_older(case, "site.code")
            return
        there = self._codes.find([code]).get(code)
        values: dict[str, object] = {"site": there[0]} if there else {}
        site = None if there else self._reader.drafter.draft(case.read.said, case.state).site
        when = case.installed_on if between is None else between
        camera = case.picture.id
        case.acts.append(Stepped(camera, "removed", when))
        case.acts.append(Stepped(camera, "installed", when, values, site=site))
        if case.read.said.get("connected", case.picture.connected):
            case.acts.append(Stepped(camera, "connected", _since(when, between)))
        was = case.picture.site
        case.change("site.code", str(was.facts["site.code"]) if was else "", code)

    def _between(self, case: Case) -> PartialDate | None:
        """When what the table does not date happened: since the register last knew better."""
        known = self._last.get(case.picture.id)
        if self._as_of is None or known is None:
            return None
        return PartialDate(known, self._as_of) if known <= self._as_of else _OLDER

    def _refuse_older(self, case: Case, target: str) -> None:
        known = self._last.get(case.picture.id)
        case.refuse(
            target,
            N_("the register knows how it stood on {known}, after the day of the table"),
            known=known,
        )


def _since(when: PartialDate | None, between: PartialDate | None) -> PartialDate | None:
    """From the day on which something happened until the table."""
    if when is None or between is None:
        return between if when is None else when
    return PartialDate(when.first, max(when.last, between.last))
