"""The life of a camera: the one table of its states, its events and what each event needs.

Forms, import, validation, the timeline, reports and papers read `KINDS` and `STATES`;
no other module knows a rule of the lifecycle. To change a rule, change its row here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.domain.fields import CONDITIONS, FAULT_CAUSES, FAULT_MODES, Field, FieldKind
from camdesk.domain.money import Money


class State(StrEnum):
    """What a camera is, in the words of the machine reports."""

    PLANNED = "planned"
    ORDERED = "ordered"
    IN_STOCK = "in_stock"
    IN_SERVICE = "in_service"
    FAILED = "failed"
    IN_REPAIR = "in_repair"
    REMOVED = "removed"
    PROPOSED = "proposed"
    WRITTEN_OFF = "written_off"
    STRIPPED = "stripped"
    RECYCLED = "recycled"
    DESTROYED = "destroyed"
    SOLD = "sold"
    TRANSFERRED = "transferred"
    LOST = "lost"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class StateFacts:
    """What follows from a state."""

    label: str
    held: bool = False  # the office has the device: it counts in stock movement
    live: bool = False  # its life goes on: the inventory number is taken
    on_site: bool = False  # it hangs at its site
    tone: str = "exit"  # which colour token shows it
    out_of_order: bool = False  # a fault that was found goes on in it
    fate: bool = False  # what can become of a camera that was written off
    awaited: bool = False  # the office does not have the device yet, or never will


STATES = MappingProxyType(
    {
        State.PLANNED: StateFacts(N_("Planned"), live=True, tone="planned", awaited=True),
        State.ORDERED: StateFacts(N_("Ordered"), live=True, tone="planned", awaited=True),
        State.IN_STOCK: StateFacts(N_("In stock"), held=True, live=True, tone="in_stock"),
        State.IN_SERVICE: StateFacts(
            N_("In service"), held=True, live=True, on_site=True, tone="in_service"
        ),
        State.FAILED: StateFacts(
            N_("Failed"), held=True, live=True, on_site=True, tone="failed", out_of_order=True
        ),
        State.IN_REPAIR: StateFacts(
            N_("In repair"), held=True, live=True, tone="in_repair", out_of_order=True
        ),
        State.REMOVED: StateFacts(
            N_("Removed"), held=True, live=True, tone="removed", out_of_order=True
        ),
        State.PROPOSED: StateFacts(
            N_("Proposed for write-off"), held=True, live=True, tone="proposed"
        ),
        State.WRITTEN_OFF: StateFacts(
            N_("Written off, fate unknown"), tone="written_off", fate=True
        ),
        State.STRIPPED: StateFacts(N_("Stripped for parts"), fate=True),
        State.RECYCLED: StateFacts(N_("Recycled"), fate=True),
        State.DESTROYED: StateFacts(N_("Destroyed"), fate=True),
        State.SOLD: StateFacts(N_("Sold"), fate=True),
        State.TRANSFERRED: StateFacts(N_("Transferred"), fate=True),
        State.LOST: StateFacts(N_("Lost"), fate=True),
        State.CANCELLED: StateFacts(N_("Cancelled"), tone="planned", awaited=True),
    }
)

# What one row of the register counts; the two are never added up.
UNITS = MappingProxyType({"camera": N_("Camera"), "system": N_("System of cameras")})

LIVE = frozenset(state for state, facts in STATES.items() if facts.live)
HELD = frozenset(state for state, facts in STATES.items() if facts.held)
ON_SITE = frozenset(state for state, facts in STATES.items() if facts.on_site)
HAD = frozenset(state for state, facts in STATES.items() if not facts.awaited)
OUT_OF_ORDER = frozenset(state for state, facts in STATES.items() if facts.out_of_order)
# In the order of the fate ledger: written off = the sum of these, "fate unknown" among them.
FATES = tuple(state for state, facts in STATES.items() if facts.fate)
ANYTHING = frozenset(State)
NOTHING: frozenset[State | None] = frozenset({None})


def _text(name: str, label: str) -> Field:
    return Field(name, FieldKind.TEXT, label)


def _organisation(label: str) -> Field:
    return Field("organisation", FieldKind.ORGANISATION, label)


def _cost(label: str = N_("Cost")) -> Field:
    return Field("cost", FieldKind.MONEY, label)


_SITE = Field("site", FieldKind.SITE, N_("Site"), required=True)
_PLANNED_SITE = Field("site", FieldKind.SITE, N_("Site"))
_REASON = _text("reason", N_("Reason"))
_PARTS_IN_WORDS = Field("parts", FieldKind.TEXT, N_("Parts"), former=True)
_FITTED = Field("fitted", FieldKind.PARTS_FITTED, N_("Parts fitted"))
_WARRANTY = Field("warranty", FieldKind.YES_NO, N_("Under warranty"))
_BATTERIES = Field("batteries_apart", FieldKind.YES_NO, N_("Batteries handed over apart"))
_WIPED = Field("wiped", FieldKind.YES_NO, N_("Data carriers wiped"))
_MASS = Field("mass_kg", FieldKind.NUMBER, N_("Mass, kg"))


class Link(Enum):
    """What an event does to the connection to the control centre."""

    KEEP = "keep"
    ON = "on"
    OFF = "off"
    AS_SAID = "as_said"  # the event's own field `connected` says it


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the lifecycle table: an event that can happen to a camera."""

    name: str
    label: str  # on the timeline: what happened
    step: str  # on a button: what to record
    sources: frozenset[State | None]  # states it may happen from; None is "no camera yet"
    target: State | None  # the state after it; None leaves the state, see also `states_itself`
    fields: tuple[Field, ...] = ()
    paper: str | None = None  # the document it calls for
    link: Link = Link.KEEP
    states_itself: bool = False  # the state after it is the event's own field `state`
    keeps_lost: bool = False  # a camera that was lost is lost again after it
    finds: bool = False  # ends being lost
    unless_written_off: bool = False  # may not follow once the camera is written off
    money: Money | None = None  # what its cost was for; None: it has no cost
    mends: bool = False  # ends a fault by repair, where one was open
    commission: bool = False  # its paper is signed by a commission

    @property
    def begins(self) -> bool:
        """Whether a life can begin with it."""
        return None in self.sources

    def field(self, name: str) -> Field | None:
        """The field of that name, None where this kind has no such field."""
        return next((field for field in self.fields if field.name == name), None)


def _kind(
    name: str, label: str, step: str, sources: frozenset[State | None], target: State | None,
    *fields: Field, **rules: object,
) -> Kind:  # fmt: skip
    return Kind(name, label, step, sources, target, fields, **rules)  # type: ignore[arg-type]


def _from(*states: State | None) -> frozenset[State | None]:
    return frozenset(states)


S = State
# In the order in which the next steps are offered: the likeliest first.
_TABLE = (
    _kind(
        "opening", N_("Entered in the register"), N_("Enter as it is…"), NOTHING, None,
        Field("state", FieldKind.STATE, N_("State"), required=True), _PLANNED_SITE,
        Field("connected", FieldKind.YES_NO, N_("Connected to the control centre")),
        Field("installed_on", FieldKind.DATE, N_("Installed on")), _cost(N_("Initial cost")),
        states_itself=True, link=Link.AS_SAID, money=Money.PURCHASE,
    ),
    _kind(
        "planned", N_("Planned"), N_("Plan…"), NOTHING, S.PLANNED, _PLANNED_SITE,
        link=Link.OFF,
    ),
    _kind(
        "ordered", N_("Ordered"), N_("Order…"), _from(None, S.PLANNED), S.ORDERED,
        _organisation(N_("Supplier")), _cost(N_("Price")),
        paper=N_("Contract"), link=Link.OFF, money=Money.AGREED,
    ),
    _kind(
        "received", N_("Received into stock"), N_("Receive…"),
        _from(None, S.PLANNED, S.ORDERED), S.IN_STOCK,
        _organisation(N_("Supplier")), _cost(N_("Price")),
        paper=N_("Acceptance act"), link=Link.OFF, money=Money.PURCHASE,
    ),
    _kind(
        "installed", N_("Installed"), N_("Install…"),
        _from(S.PLANNED, S.ORDERED, S.IN_STOCK, S.REMOVED), S.IN_SERVICE,
        _SITE, _organisation(N_("Contractor")), _cost(),
        Field("other_camera", FieldKind.CAMERA, N_("In place of")),
        paper=N_("Act of installation"), link=Link.OFF, money=Money.INSTALLATION,
    ),
    _kind(
        "restored", N_("Restored"), N_("Restore…"), _from(S.FAILED), S.IN_SERVICE,
        _text("work", N_("Work done")), _PARTS_IN_WORDS, _FITTED,
        _organisation(N_("Contractor")), _WARRANTY, _cost(), paper=N_("Repair act"),
        money=Money.REPAIR, mends=True,
    ),
    _kind(
        "failed", N_("Failed"), N_("Record a failure…"), _from(S.IN_SERVICE), S.FAILED,
        Field("mode", FieldKind.CHOICE, N_("What is wrong"), choices=FAULT_MODES),
        Field("cause", FieldKind.CHOICE, N_("Cause"), choices=FAULT_CAUSES),
        Field("last_good", FieldKind.DATE, N_("Last known good")),
        _text("reported_by", N_("Reported by")), paper=N_("Defect act"),
    ),
    _kind(
        "connected", N_("Connected to the control centre"), N_("Connect…"),
        _from(S.IN_SERVICE, S.FAILED), None,
        _text("channel", N_("Channel")), _text("recorder", N_("Recorder")),
        _organisation(N_("Link operator")), link=Link.ON,
    ),
    _kind(
        "removed", N_("Removed"), N_("Remove…"), _from(S.IN_SERVICE, S.FAILED), S.REMOVED,
        _REASON, Field("condition", FieldKind.CHOICE, N_("Condition"), choices=CONDITIONS),
        _organisation(N_("Contractor")), _cost(),
        Field("other_camera", FieldKind.CAMERA, N_("Successor at the site")),
        paper=N_("Act of removal"), link=Link.OFF, money=Money.DISMANTLING,
    ),
    _kind(
        "sent_to_repair", N_("Sent to repair"), N_("Send to repair…"),
        _from(S.FAILED, S.REMOVED, S.IN_STOCK), S.IN_REPAIR,
        _organisation(N_("Workshop")), paper=N_("Act of handing over"), link=Link.OFF,
    ),
    _kind(
        "returned", N_("Returned to stock"), N_("Return to stock…"),
        _from(S.IN_REPAIR, S.REMOVED), S.IN_STOCK,
        _text("work", N_("Work done")), _PARTS_IN_WORDS, _FITTED,
        _organisation(N_("Workshop")), _WARRANTY, _cost(), paper=N_("Repair act"), link=Link.OFF,
        money=Money.REPAIR, mends=True,
    ),
    _kind(
        "written_off", N_("Written off"), N_("Write off…"), _from(S.PROPOSED), S.WRITTEN_OFF,
        _text("order", N_("Order")), _text("approved_by", N_("Approved by")),
        Field("book_value", FieldKind.MONEY, N_("Book value")), _REASON,
        paper=N_("Write-off act"), link=Link.OFF, keeps_lost=True, commission=True,
    ),
    _kind(
        "kept", N_("Kept"), N_("Keep…"), _from(S.PROPOSED), S.IN_STOCK, _REASON,
        link=Link.OFF, keeps_lost=True,
    ),
    _kind(
        "proposed", N_("Proposed for write-off"), N_("Propose for write-off…"),
        _from(S.IN_SERVICE, S.FAILED, S.REMOVED, S.IN_STOCK, S.IN_REPAIR, S.LOST), S.PROPOSED,
        Field("conclusion", FieldKind.NOTE, N_("Technical conclusion")),
        Field("commission", FieldKind.TEXT, N_("Commission"), former=True),
        paper=N_("Defect act"), unless_written_off=True, commission=True,
    ),
    _kind(
        "stripped", N_("Stripped for parts"), N_("Strip for parts…"),
        _from(S.WRITTEN_OFF), S.STRIPPED, _PARTS_IN_WORDS,
        Field("recovered", FieldKind.PARTS_RECOVERED, N_("Parts recovered")),
        paper=N_("Act of stripping"), link=Link.OFF,
    ),
    _kind(
        "recycled", N_("Recycled"), N_("Recycle…"), _from(S.WRITTEN_OFF, S.STRIPPED), S.RECYCLED,
        _organisation(N_("Recipient")), _text("contract", N_("Contract")), _cost(), _MASS,
        _BATTERIES, _WIPED,
        paper=N_("Act of hand-over"), link=Link.OFF, money=Money.DISPOSAL,
    ),
    _kind(
        "destroyed", N_("Destroyed"), N_("Destroy…"), _from(S.WRITTEN_OFF, S.STRIPPED),
        S.DESTROYED, _organisation(N_("Contractor")), _cost(), _MASS, _BATTERIES, _WIPED,
        paper=N_("Act of destruction"), link=Link.OFF, money=Money.DISPOSAL,
    ),
    _kind(
        "sold", N_("Sold"), N_("Sell…"), _from(S.WRITTEN_OFF, S.STRIPPED), S.SOLD,
        _organisation(N_("Buyer")), _text("contract", N_("Contract")),
        _cost(N_("Sum received")),
        Field("income", FieldKind.MONEY, N_("Sum received"), former=True), _WIPED,
        paper=N_("Act of hand-over"), link=Link.OFF, money=Money.INCOME,
    ),
    _kind(
        "disconnected", N_("Disconnected from the control centre"), N_("Disconnect…"),
        _from(S.IN_SERVICE, S.FAILED), None, _REASON, link=Link.OFF,
    ),
    _kind(
        "transferred", N_("Transferred"), N_("Transfer…"),
        frozenset({*LIVE, S.WRITTEN_OFF}), S.TRANSFERRED, _organisation(N_("New holder")),
        paper=N_("Transfer act"), link=Link.OFF,
    ),
    _kind(
        "lost", N_("Lost"), N_("Record a loss…"), frozenset(LIVE), S.LOST,
        _text("police_report", N_("Police report")), _text("circumstances", N_("Circumstances")),
        paper=N_("Statement of loss"), link=Link.OFF,
    ),
    _kind(
        "found", N_("Found"), N_("Record as found…"), _from(S.LOST), S.IN_STOCK,
        _text("circumstances", N_("Circumstances")), link=Link.OFF, finds=True,
    ),
    _kind(
        "cancelled", N_("Cancelled"), N_("Cancel…"), _from(S.PLANNED, S.ORDERED), S.CANCELLED,
        _REASON, link=Link.OFF,
    ),
    _kind(
        "checked", N_("Checked"), N_("Record a check…"), frozenset(ANYTHING), None,
        Field("seen", FieldKind.YES_NO, N_("Seen in place")),
    ),
)  # fmt: skip

KINDS: MappingProxyType[str, Kind] = MappingProxyType({kind.name: kind for kind in _TABLE})


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with a camera after some event."""

    state: State
    connected: bool | None = False  # None: unknown
    site: int | None = None  # where it hangs or last hung
    lost: bool = False
    written_off: bool = False


def steps_from(standing: Standing) -> tuple[Kind, ...]:
    """The kinds of event that may happen next, the likeliest first."""
    return tuple(kind for kind in _TABLE if allowed(kind, standing))


def beginnings() -> tuple[Kind, ...]:
    """The kinds of event that a life may begin with."""
    return tuple(kind for kind in _TABLE if kind.begins)


def allowed(kind: Kind, standing: Standing | None) -> bool:
    """Whether `kind` may happen to a camera that stands so (None: there is no camera yet)."""
    if standing is None:
        return kind.begins
    if standing.state not in kind.sources:
        return False
    if kind.unless_written_off and standing.written_off:
        return False
    if kind.target is None and kind.link is Link.ON:
        return standing.connected is not True
    if kind.target is None and kind.link is Link.OFF:
        return standing.connected is not False
    return True


def after(
    kind: Kind,
    standing: Standing | None,
    *,
    site: int | None = None,
    state: State | None = None,
    connected: bool | None = None,
) -> Standing:
    """How things stand after `kind`; the event's own `site`, `state`, `connected` where it has any.

    The caller has asked `allowed` first.
    """
    before = standing or Standing(State.PLANNED)
    target = (state if kind.states_itself else kind.target) or before.state
    written_off = before.written_off or target is State.WRITTEN_OFF
    lost = (before.lost or target is State.LOST) and not kind.finds
    if kind.keeps_lost and before.lost:
        target = State.LOST
    if kind.link is Link.AS_SAID:
        link: bool | None = connected if target in ON_SITE else False
    else:
        link = before.connected if kind.link is Link.KEEP else kind.link is Link.ON
    return Standing(
        target,
        link,
        site if site is not None else before.site,
        lost,
        written_off and not kind.finds,
    )
