"""What a column of an imported table can mean, and how its heading may be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.domain.fields import FieldKind
from camdesk.domain.lifecycle import KINDS, STATES, UNITS
from camdesk.domain.own_fields import OwnField

POSITION = "site.position"  # both coordinates in one cell
EVENT = "event."  # before the name of a field of an event


class Purpose(StrEnum):
    """What a table is, and so what its rows become."""

    NEW = "new"  # cameras that come into the register
    SNAPSHOT = "snapshot"  # how things stand on a day: compared with the register
    EVENTS = "events"  # what happened: the results of a workshop, of a monitoring system
    STOCK_TAKE = "stock_take"  # what was counted


PURPOSES: Mapping[Purpose, str] = MappingProxyType(
    {
        Purpose.NEW: N_("New cameras"),
        Purpose.SNAPSHOT: N_("How things stand on a day"),
        Purpose.EVENTS: N_("What happened: repairs, faults, checks"),
        Purpose.STOCK_TAKE: N_("What a stock-take counted"),
    }
)


class Rule(StrEnum):
    """What it means where a column says something else than the register.

    A value that the register does not know yet is filled in under every rule but LEAVE.
    """

    CORRECTION = "correction"  # the register was wrong
    REPLACEMENT = "replacement"  # another device hangs there now
    EVENT = "event"  # something happened meanwhile
    LEAVE = "leave"  # nothing: the register stays as it is


RULES: Mapping[Rule, str] = MappingProxyType(
    {
        Rule.CORRECTION: N_("Correct the register"),
        Rule.REPLACEMENT: N_("Another device hangs there"),
        Rule.EVENT: N_("Something happened"),
        Rule.LEAVE: N_("Leave the register as it is"),
    }
)
_FACT = (Rule.CORRECTION, Rule.LEAVE)
_DEVICE = (Rule.CORRECTION, Rule.REPLACEMENT, Rule.LEAVE)
_HAPPENS = (Rule.EVENT, Rule.LEAVE)
_NEVER: tuple[Rule, ...] = ()
# How fields of events are read from cells; the rest only a form can ask for.
_FIELD_KINDS: Mapping[FieldKind, str] = MappingProxyType(
    {
        FieldKind.TEXT: "text",
        FieldKind.NOTE: "text",
        FieldKind.DATE: "date",
        FieldKind.MONEY: "money",
        FieldKind.NUMBER: "measure",
        FieldKind.CHOICE: "choice",
        FieldKind.YES_NO: "yes_no",
        FieldKind.ORGANISATION: "name",
    }
)
_MOVES = (Rule.EVENT, Rule.CORRECTION, Rule.LEAVE)


@dataclass(frozen=True, slots=True)
class Target:
    """One field that a column can feed.

    `kind` says how its cells are read: text, number_text (an inventory or serial number, a code),
    whole, measure, latitude, longitude, position (both of them), money, date, state, yes_no, unit,
    place, name (of a row of a reference book), choice, own (as its own field is written), event
    (a kind of event), result (of a stock-take) or id.
    `headings` are the folded words by which it is recognised, the surest first; `rules` what a
    different value may mean, the usual first (none: it is not compared).
    """

    name: str
    label: str
    kind: str = "text"
    headings: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = _FACT
    choices: tuple[tuple[str, str], ...] = ()  # of a choice: (value in the register, label)


def _target(
    name: str, label: str, headings: str, kind: str = "text", rules: tuple[Rule, ...] = _FACT
) -> Target:
    return Target(name, label, kind, tuple(word.strip() for word in headings.split(",")), rules)


_TARGETS = (
    _target(
        "camera.inventory_number", N_("Inventory no."),
        "inventory_number, inventory number, inventory no, asset tag, инвентарный номер,"
        " инв номер, инв, инвентарный, түгендеу нөмірі, мүкәммал нөмірі",
        "number_text",
    ),
    _target(
        "camera.serial_number", N_("Serial no."),
        "serial_number, serial number, serial no, serial, s/n, серийный номер, серийный,"
        " заводской номер, сериялық нөмірі",
        "number_text", _DEVICE,
    ),
    _target(
        "camera.id", N_("No. in this register"), "register_id, no in this register", "id", _NEVER,
    ),
    _target(
        "site.code", N_("Site code"),
        "site_code, site code, site, camera id, site id, код места, номер места, код точки,"
        " орын коды",
        "number_text", _MOVES,
    ),
    _target(
        "site.address", N_("Address"),
        "address, location name, street address, адрес, адрес установки, место установки,"
        " мекенжай, мекенжайы",
    ),
    _target(
        "site.place", N_("Place"),
        "place, settlement, city, town, населенный пункт, место, город, елді мекен, орын, қала",
        "place",
    ),
    _target(
        "site.district", N_("District"),
        "district, район, аудан, область, облыс", "place",
    ),
    _target("site.latitude", N_("Latitude"), "latitude, lat, широта, ендік", "latitude"),
    _target(
        "site.longitude", N_("Longitude"), "longitude, lon, lng, long, долгота, бойлық",
        "longitude",
    ),
    _target(
        POSITION, N_("Latitude and longitude"),
        "position, coordinates, coords, geolocation, lat lon, latitude longitude, координаты,"
        " координаты gps, широта долгота, координаттар, координаттары",
        "position", (Rule.CORRECTION,),
    ),
    _target("site.name", N_("Name of the site"), "site_name, название места, орын атауы"),
    _target("site.purpose", N_("Purpose"), "purpose, назначение, мақсаты"),
    _target("site.mount", N_("Mount"), "mount, крепление, опора, бекіту"),
    _target("site.height_m", N_("Height, m"), "height_m, height, высота, биіктігі", "measure"),
    _target(
        "site.azimuth", N_("Azimuth, degrees"), "azimuth, азимут", "measure",
    ),
    _target(
        "site.operator", N_("Link operator"),
        "operator, link operator, оператор связи, оператор, байланыс операторы", "name",
    ),
    _target("site.note", N_("Note on the site"), "site_note, примечание к месту"),
    _target(
        "state", N_("State"),
        "state, status, camera status, состояние, статус, жағдайы, күйі", "state", _HAPPENS,
    ),
    _target(
        "connected", N_("Connected to the control centre"),
        "connected, connection, ip comm status, communication status, подключена,"
        " подключение, подключение к цоу, связь, цоу, қосылған",
        "yes_no", _HAPPENS,
    ),
    _target(
        "installed_on", N_("Installed on"),
        "installed_on, installed on, installation date, install date, turn on date,"
        " дата установки, дата ввода, дата ввода в эксплуатацию, орнатылған күні",
        "date",
    ),
    _target(
        "cost", N_("Initial cost"),
        "initial_cost, initial cost, price, cost, первоначальная стоимость, стоимость, цена,"
        " бастапқы құны, құны, бағасы",
        "money",
    ),
    _target(
        "camera.maker", N_("Maker"),
        "maker, manufacturer, camera manufacturer, brand, производитель, изготовитель, өндіруші",
        "text", _DEVICE,
    ),
    _target(
        "camera.model", N_("Model"), "model, camera model, модель, марка, үлгісі", "text", _DEVICE,
    ),
    _target(
        "camera.programme", N_("Programme"), "programme, program, программа, бағдарлама", "name",
    ),
    _target(
        "camera.balance_holder", N_("Balance holder"),
        "balance_holder, balance holder, owner, балансодержатель, баланс, владелец,"
        " баланс ұстаушы",
        "name",
    ),
    _target("unit", N_("Unit"), "unit, единица, бірлік", "unit"),
    _target(
        "camera.cameras_in_system", N_("Cameras in the system"),
        "cameras_in_system, камер в системе, число камер", "whole",
    ),
    _target(
        "camera.service_life_months", N_("Service life, months"),
        "service_life_months, срок службы мес, срок службы месяцев", "whole",
    ),
    _target("camera.note", N_("Note"), "note, notes, comment, примечание, комментарий, ескерту"),
    _target(
        "result", N_("Result of the count"),
        "result, результат, наличие, нәтиже", "result", _NEVER,
    ),
    _target("event", N_("What happened"), "event, событие, оқиға", "event", _NEVER),
    _target(
        "event.occurred_on", N_("When it happened"),
        "occurred_on, event date, дата события, оқиға күні", "date", _NEVER,
    ),
    _target(
        "event.paper_number", N_("No. of the paper"),
        "paper_number, act number, номер акта, акт, акт нөмірі", "text", _NEVER,
    ),
    _target(
        "event.paper_date", N_("Date of the paper"),
        "paper_date, act date, дата акта, акт күні", "date", _NEVER,
    ),
    _target("event.note", N_("Note on the event"), "event_note", "text", _NEVER),
)  # fmt: skip


def _event_targets() -> Iterator[Target]:
    """The fields of the lifecycle's events that a cell can hold, each once."""
    seen = {"site", "other_camera", "state", "connected", "installed_on"}
    for kind in KINDS.values():
        for field in kind.fields:
            if field.name in seen or field.former or field.kind not in _FIELD_KINDS:
                continue
            seen.add(field.name)
            yield Target(
                f"{EVENT}{field.name}", field.label, _FIELD_KINDS[field.kind],
                (f"event_{field.name}",), _NEVER, field.choices,
            )  # fmt: skip


TARGETS: Mapping[str, Target] = MappingProxyType(
    {target.name: target for target in (*_TARGETS, *_event_targets())}
)
# The reference books whose rows cells of a target name.
BOOKS: Mapping[str, str] = MappingProxyType(
    {
        "camera.programme": "programme",
        **{
            name: "organisation"
            for name, target in TARGETS.items()
            if target.kind == "name" and name != "camera.programme"
        },
    }
)
# By which a row may be found in the register; together where a mapping names several.
KEYS = (
    "camera.id",
    "camera.inventory_number",
    "camera.serial_number",
    "site.code",
    "site.address",
    "camera.note",
)

_OWN = ".own."  # `camera.own.NAME`: an own field by its name, so that a mapping fits any register


def own_target(field: OwnField) -> Target:
    """The field that a column feeds with values of an own field."""
    kind = "date" if field.kind == "date" else "own"
    return Target(f"{field.table}{_OWN}{field.name}", field.label, kind, (field.name,))


def is_own(name: str) -> bool:
    """Whether a field is an own field of cameras or sites; whether it exists says the register."""
    table, mark, own = name.partition(_OWN)
    return table in ("camera", "site") and bool(mark and own)


def is_known(name: str) -> bool:
    """Whether a mapping may name the field."""
    return name in TARGETS or is_own(name)


def is_key(name: str) -> bool:
    """Whether rows may be found by the field."""
    return name in KEYS or is_own(name)


def rules_of(name: str) -> tuple[Rule, ...]:
    """What a different value of the field may mean, the usual first."""
    return TARGETS[name].rules if name in TARGETS else _FACT


def targets(own: Iterable[OwnField] = ()) -> Mapping[str, Target]:
    """All fields that a column can feed in a register with the own fields `own`."""
    made = (own_target(field) for field in own if field.table in ("camera", "site"))
    return MappingProxyType({**TARGETS, **{target.name: target for target in made}})


def values_of(name: str) -> tuple[tuple[str, str], ...] | None:
    """What the words of a field may stand for: values with labels.

    Empty where any name of the register will do; None where the field's cells are no words.
    """
    target = TARGETS.get(name)
    if target is None:
        return None
    return target.choices if target.kind == "choice" else _VALUES.get(target.kind)


_VALUES: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "state": tuple((state.value, facts.label) for state, facts in STATES.items()),
        "yes_no": (("yes", N_("Yes")), ("no", N_("No"))),
        "unit": tuple(UNITS.items()),
        "event": tuple((kind.name, kind.label) for kind in KINDS.values() if not kind.begins),
        "result": (("found", N_("Found")), ("missing", N_("Missing"))),
        "place": (),
        "name": (),
    }
)

# How states are written in other people's tables; the mapping of a table may say otherwise.
STATE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "planned": "planned, desired, план, запланирована, планируется, жоспарланған",
        "ordered": "ordered, заказана, заказано, тапсырыс берілген",
        "in_stock": "in_stock, in stock, stock, на складе, склад, қоймада",
        "in_service": (
            "in_service, in service, turned_on, turned on, on, active, working, installed,"
            " в работе, работает, исправна, действующая, установлена, жұмыс істейді, жұмыста"
        ),
        "failed": "failed, broken, faulty, неисправна, не работает, сломана, істен шыққан",
        "in_repair": "in_repair, in repair, repair, в ремонте, ремонт, жөндеуде",
        "removed": "removed, dismantled, снята, демонтирована, алынған, алып тасталған",
        "proposed": "proposed, к списанию, на списание, есептен шығаруға",
        "written_off": "written_off, written off, списана, списано, есептен шығарылған",
        "lost": "lost, утеряна, похищена, жоғалған",
        "cancelled": "cancelled, canceled, void, отменена, отменено, бас тартылған",
        "destroyed": "destroyed, уничтожена, уничтожено, жойылған",
    }
)
YES_WORDS = (
    "yes, y, true, 1, online, connected, да, есть, подключена, подключено, иә, бар, қосылған"
)
NO_WORDS = (
    "no, n, false, 0, offline, no communication, disconnected, not connected, нет,"
    " не подключена, не подключено, жоқ, қосылмаған"
)
UNIT_WORDS: Mapping[str, str] = MappingProxyType(
    {"camera": "camera, камера", "system": "system, система, комплект, жүйе"}
)


def words(listed: str) -> tuple[str, ...]:
    """The words of a comma-separated list."""
    return tuple(word.strip() for word in listed.split(","))
