"""What a column of an imported table can mean, and how its heading may be written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.domain.own_fields import OwnField


@dataclass(frozen=True, slots=True)
class Target:
    """One field that a column can feed.

    `kind` is text, state, yes_no, date, latitude, longitude or unit; `headings` are the folded
    words by which it is recognised, the surest first.
    """

    name: str
    label: str
    kind: str = "text"
    headings: tuple[str, ...] = ()


def _target(name: str, label: str, headings: str, kind: str = "text") -> Target:
    return Target(name, label, kind, tuple(word.strip() for word in headings.split(",")))


_TARGETS = (
    _target(
        "camera.inventory_number", N_("Inventory no."),
        "inventory_number, inventory number, inventory no, asset tag, инвентарный номер,"
        " инв номер, инв, инвентарный, түгендеу нөмірі, мүкәммал нөмірі",
    ),
    _target(
        "camera.serial_number", N_("Serial no."),
        "serial_number, serial number, serial no, serial, s/n, серийный номер, серийный,"
        " заводской номер, сериялық нөмірі",
    ),
    _target(
        "site.code", N_("Site code"),
        "site_code, site code, site, camera id, site id, код места, номер места, код точки,"
        " орын коды",
    ),
    _target(
        "site.address", N_("Address"),
        "address, location name, street address, адрес, адрес установки, место установки,"
        " мекенжай, мекенжайы",
    ),
    _target(
        "site.place", N_("Place"),
        "place, district, city, район, город, населенный пункт, аудан, қала",
    ),
    _target("site.latitude", N_("Latitude"), "latitude, lat, широта, ендік", "latitude"),
    _target(
        "site.longitude", N_("Longitude"), "longitude, lon, lng, long, долгота, бойлық",
        "longitude",
    ),
    _target("site.purpose", N_("Purpose"), "purpose, назначение, мақсаты"),
    _target(
        "state", N_("State"),
        "state, status, camera status, состояние, статус, жағдайы, күйі", "state",
    ),
    _target(
        "connected", N_("Connected to the control centre"),
        "connected, connection, ip comm status, communication status, подключена,"
        " подключение, подключение к цоу, связь, цоу, қосылған",
        "yes_no",
    ),
    _target(
        "installed_on", N_("Installed on"),
        "installed_on, installed on, installation date, install date, turn on date,"
        " дата установки, дата ввода, дата ввода в эксплуатацию, орнатылған күні",
        "date",
    ),
    _target(
        "camera.maker", N_("Maker"),
        "maker, manufacturer, camera manufacturer, brand, производитель, изготовитель, өндіруші",
    ),
    _target("camera.model", N_("Model"), "model, camera model, модель, марка, үлгісі"),
    _target("camera.programme", N_("Programme"), "programme, program, программа, бағдарлама"),
    _target(
        "camera.balance_holder", N_("Balance holder"),
        "balance_holder, balance holder, owner, балансодержатель, баланс, владелец,"
        " баланс ұстаушы",
    ),
    _target("unit", N_("Unit"), "unit, единица, бірлік", "unit"),
    _target("camera.note", N_("Note"), "note, notes, comment, примечание, комментарий, ескерту"),
)  # fmt: skip

TARGETS: Mapping[str, Target] = MappingProxyType({target.name: target for target in _TARGETS})

_OWN = ".own."  # `camera.own.NAME`: an own field by its name, so that a mapping fits any register


def own_target(field: OwnField) -> Target:
    """The field that a column feeds with values of an own field."""
    kind = "date" if field.kind == "date" else "text"
    return Target(f"{field.table}{_OWN}{field.name}", field.label, kind, (field.name,))


def is_own(name: str) -> bool:
    """Whether a field is an own field of cameras or sites; whether it exists says the register."""
    table, mark, own = name.partition(_OWN)
    return table in ("camera", "site") and bool(mark and own)


def targets(own: Iterable[OwnField] = ()) -> Mapping[str, Target]:
    """All fields that a column can feed in a register with the own fields `own`."""
    made = (own_target(field) for field in own if field.table in ("camera", "site"))
    return MappingProxyType({**TARGETS, **{target.name: target for target in made}})


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
