"""The facts on a card, as rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import ON_SITE, STATES, UNITS, State
from camdesk.domain.service_life import end_of_service
from camdesk.gui.cards.reading import CameraFile, SiteFile
from camdesk.gui.cards.sheet import Pen, Row, Run
from camdesk.gui.cards.words import CAMERA_FACTS, SITE_FACTS, fact_text
from camdesk.gui.kit.tokens import Space
from camdesk.store.sites import Stay
from camdesk.store.tables import Value
from camdesk.text.formats import UNKNOWN, date_text, edtf_text, number_text
from camdesk.text.i18n import ntr, tr

_NOT_HUNG_YET = frozenset({State.PLANNED, State.ORDERED})


def history_tips(corrected: Iterable[str]) -> dict[str, str]:
    """What the links say that stand at the facts that were `corrected`."""
    return {
        f"history:{column}": tr("Shows all values that this fact has had.") for column in corrected
    }


def camera_rows(file: CameraFile) -> list[Row]:
    """What is known about a camera; a dash for what is not."""
    facts, names = file.facts, file.names
    return [
        *_whereabouts(file),
        _row(tr("Model"), names["model"], "model", file.corrected),
        _row(tr("Serial no."), facts["serial_number"], "serial_number", file.corrected),
        _row(tr("Programme"), names["programme"], "programme", file.corrected),
        *_contract(file),
        _row(tr("Balance holder"), names["balance_holder"], "balance_holder", file.corrected),
        _row(tr("Installed on"), edtf_text(_text(names["installed_on"]))),
        *_service_life(file),
        *_faults(file),
        _row(tr("Unit"), _unit(facts), "unit", file.corrected),
        *_where_known(
            facts,
            ("service_life_months", "note"),
            {name: tr(label) for name, label in CAMERA_FACTS.items()},
            file.corrected,
        ),
    ]


def _contract(file: CameraFile) -> list[Row]:
    """The contract that it was bought under, where that is known."""
    if file.contract is None:
        return []
    link = Run(file.contract.text, "link", href=f"contract:{file.contract.id}")
    return [Row([Run(tr("Contract"), "muted")], [[link]])]


def site_rows(file: SiteFile) -> list[Row]:
    """What is known about a site; a dash for what matters and is not known."""
    facts = file.facts
    labels = {name: tr(label) for name, label in SITE_FACTS.items()}
    labels |= {"height_m": tr("Height"), "azimuth": tr("Azimuth")}
    shown = {
        **facts,
        "height_m": _measured(facts["height_m"], "m"),
        "azimuth": _measured(facts["azimuth"], "°"),
    }
    return [
        _row(tr("Place"), _place(file.names)),
        _row(tr("Address"), facts["address"], "address", file.corrected),
        _row(tr("Site code"), facts["code"], "code", file.corrected),
        _row(tr("Coordinates"), _coordinates(facts), "latitude", file.corrected),
        *_where_known(shown, ("name", "mount", "height_m", "azimuth", "purpose"), labels,
                      file.corrected),
        _row(tr("Link operator"), file.names["operator"], "operator", file.corrected),
        *_where_known(facts, ("note",), labels, file.corrected),
    ]  # fmt: skip


def draw_chain(pen: Pen, chain: Iterable[Stay]) -> None:
    """Write the cameras of a site, the latest first."""
    rows = []
    for stay in chain:
        facts = STATES[State(stay.state)]
        number = stay.inventory_number or tr("No number · row {row}", row=stay.camera)
        time = Run(_stay_text(stay), "muted")
        title = [
            Run(number, "link", href=f"camera:{stay.camera}"),
            Run("  ● ", facts.tone),
            Run(tr(facts.label), facts.tone),
        ]
        rows.append(Row([Run(edtf_text(stay.came), "muted")], [title, [time]]))
    pen.heading(tr("Cameras here"))
    if rows:
        pen.rows(rows, gap=Space.S)
    else:
        pen.line([Run(tr("No camera has hung here yet."), "muted")])


def _whereabouts(file: CameraFile) -> list[Row]:
    """Place, address and site; the code leads to the site, where there is none the address does."""
    site, number = file.site, file.standing.site
    address, code = Run(UNKNOWN, "muted"), Run(UNKNOWN, "muted")
    beside: list[str] = []
    if site is not None:
        said, known = site["address"] or site["name"], site["code"]
        href = f"site:{number}"
        if known or not said:
            code = Run(str(known or tr("row {row}", row=number)), "link", href=href)
        if said:
            address = Run(str(said)) if known else Run(str(said), "link", href=href)
        beside = [str(site["mount"] or ""), _measured(site["height_m"], "m")]
    more = "".join(f" · {text}" for text in beside if text)
    return [
        _row(tr("Place"), _place(file.names)),
        Row([Run(tr("Address"), "muted")], [[address, Run(more)]]),
        Row([Run(_site_label(file), "muted")], [[code]]),
    ]


def _service_life(file: CameraFile) -> list[Row]:
    """When its service life ends, of a camera whose life has begun."""
    if file.standing.state in _NOT_HUNG_YET:
        return []
    installed = _text(file.names["installed_on"])
    end = end_of_service(PartialDate.parse(installed) if installed else None, file.service_months)
    line = [Run(date_text(end), "muted" if end is None else "text")]
    if end is not None and end.last < file.today:
        line.append(Run(f" · {tr('has ended')}", "muted"))
    return [Row([Run(tr("Service life ends"), "muted")], [line])]


def _faults(file: CameraFile) -> list[Row]:
    if not file.faults:
        return []
    text = ntr("{count} fault", "{count} faults", file.faults, count=number_text(file.faults))
    return [Row([Run(tr("Faults"), "muted")], [[Run(text, "link", href=f"faults:{file.id}")]])]


def _site_label(file: CameraFile) -> str:
    if file.site is None or file.standing.state in ON_SITE:
        return tr("Site code")
    return tr("Planned site") if file.standing.state in _NOT_HUNG_YET else tr("Last site")


def _row(
    label: str, value: Value, column: str = "", corrected: frozenset[str] = frozenset()
) -> Row:
    unknown = value is None or value in ("", UNKNOWN)
    line = [Run(UNKNOWN, "muted") if unknown else Run(fact_text(column, value))]
    if column in corrected:
        line += [Run("  "), Run(tr("corrected"), "muted", href=f"history:{column}")]
    return Row([Run(label, "muted")], [line])


def _where_known(
    facts: Mapping[str, Value],
    columns: Iterable[str],
    labels: Mapping[str, str],
    corrected: frozenset[str],
) -> list[Row]:
    return [
        _row(labels[column], facts[column], column, corrected)
        for column in columns
        if facts[column] not in (None, "") or column in corrected
    ]


def _unit(facts: Mapping[str, Value]) -> str:
    inside = facts["cameras_in_system"]
    if facts["unit"] == "system" and isinstance(inside, int):
        return ntr("System of {n} camera", "System of {n} cameras", inside)
    return tr(UNITS[str(facts["unit"])])


def _place(names: Mapping[str, Value]) -> str | None:
    parts = [str(names[name]) for name in ("district", "place") if names[name]]
    return ", ".join(dict.fromkeys(parts)) or None


def _coordinates(facts: Mapping[str, Value]) -> str | None:
    if facts["latitude"] is None or facts["longitude"] is None:
        return None
    return f"{facts['latitude']:.6f}, {facts['longitude']:.6f}"


def _measured(value: Value, unit: str) -> str:
    if not isinstance(value, (int, float)):
        return ""
    number = f"{value:g}"
    return tr("{number} m", number=number) if unit == "m" else f"{number}{unit}"


def _stay_text(stay: Stay) -> str:
    if stay.left_kind is None:
        return tr("hangs here now")
    return tr("left {date}", date=edtf_text(stay.left))


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
