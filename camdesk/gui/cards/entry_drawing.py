"""What an entry recorded, as text: its marks, events, rows made, facts corrected."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import KINDS
from camdesk.gui.cards.entry_reading import MOST, ChangeShown, EntryFile
from camdesk.gui.cards.sheet import Pen, Row, Run, badge
from camdesk.gui.cards.words import CAMERA_FACTS, SITE_FACTS, fact_text
from camdesk.gui.kit.tokens import Space
from camdesk.store.journal import RecordedEvent
from camdesk.text.formats import edtf_text, number_text
from camdesk.text.i18n import tr

_TABLES = MappingProxyType(
    {
        "place": N_("Place"),
        "organisation": N_("Organisation"),
        "programme": N_("Programme"),
        "model": N_("Model"),
        "document": N_("Document"),
        "site": N_("Site"),
        "camera": N_("Camera"),
    }
)
_FACTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "camera": CAMERA_FACTS,
        "site": SITE_FACTS,
        "organisation": {"name": N_("Name"), "bin": N_("BIN"), "note": N_("Note")},
        "programme": {
            "name_ru": N_("Name in Russian"),
            "name_kk": N_("Name in Kazakh"),
            "name_en": N_("Name in English"),
        },
        "place": {
            "parent": N_("Part of"),
            "kind": N_("Kind"),
            "kato": N_("KATO code"),
            "name_ru": N_("Name in Russian"),
            "name_kk": N_("Name in Kazakh"),
            "name_en": N_("Name in English"),
            "also_written": N_("Also written"),
            "latitude": N_("Latitude"),
            "longitude": N_("Longitude"),
        },
        "model": {
            "maker": N_("Maker"),
            "name": N_("Name"),
            "type": N_("Type"),
            "resolution": N_("Resolution"),
            "service_life_months": N_("Service life, months"),
        },
        "document": {
            "kind": N_("Kind"),
            "number": N_("Number"),
            "issued_on": N_("Issued on"),
            "issuer": N_("Issuer"),
            "note": N_("Note"),
        },
    }
)
_OPENS = frozenset({"camera", "site"})


def draw_entry(pen: Pen, file: EntryFile) -> None:
    """Write all of it."""
    pen.rows(_marks(file))
    if file.events:
        pen.heading(tr("What happened"))
        pen.rows([_event(event) for event in file.events], gap=Space.S)
        if file.more_events:
            pen.line([Run(_first_of(int(file.values["cameras"] or 0)), "muted")])
    if file.changes:
        pen.heading(tr("What was stated"))
        pen.rows([_change(change) for change in file.changes], gap=Space.S)
        if file.more_changes:
            pen.line([Run(_first_of(0), "muted")])


def _marks(file: EntryFile) -> list[Row]:
    """Reason, invention and undoing; nothing where there is nothing to say."""
    values, rows = file.values, []
    if values["invented"]:
        mark = badge(tr("invented"))
        rows.append(Row([Run(tr("Mark"), "muted")], [[mark]]))
    if values["reason"]:
        rows.append(Row([Run(tr("Reason"), "muted")], [[Run(str(values["reason"]))]]))
    for name, label in (("voided_by", tr("Undone by")), ("voids", tr("Undoes"))):
        if other := values[name]:
            link = Run(tr("entry {entry}", entry=other), "link", href=f"entry:{other}")
            rows.append(Row([Run(label, "muted")], [[link]]))
    return rows


def _event(event: RecordedEvent) -> Row:
    name = event.inventory_number or tr("row {row}", row=event.camera)
    kind = KINDS.get(event.kind)
    lines = [[Run(tr(kind.label) if kind else event.kind)]]
    date = edtf_text(event.occurred_on)
    about = f"{date} · {event.note}" if event.note else date
    lines.append([Run(about, "muted")])
    return Row([Run(name, "small link", href=f"camera:{event.camera}")], lines)


def _change(change: ChangeShown) -> Row:
    href = f"{change.table}:{change.row}" if change.table in _OPENS else ""
    title = Run(change.row_title, "small link" if href else "muted", href=href)
    labels = _FACTS.get(change.table, {})
    table = tr(_TABLES.get(change.table, change.table))
    lines: list[list[Run]] = []
    if change.made:
        lines.append([Run(tr("New: {what}", what=table[:1].lower() + table[1:]))])
    for column, old, new in change.facts:
        if change.made and new is None:
            continue
        label = Run(f"{tr(labels.get(column, column))}: ", "muted")
        value = Run(_fact(change.table, column, new), "muted" if change.made else "text")
        if change.made:
            lines.append([label, value])
        else:
            before = Run(f"{_fact(change.table, column, old)} → ", "muted")
            lines.append([label, before, value])
    return Row([title], lines)


def _fact(table: str, column: str, value: object) -> str:
    if table == "document" and column == "kind" and isinstance(value, str):
        return tr(value)
    if column == "issued_on" and isinstance(value, str):
        return edtf_text(value)
    return fact_text(column, value)  # type: ignore[arg-type]


def _first_of(cameras: int) -> str:
    if cameras > MOST:
        return tr("the first {most} of {all}", most=MOST, all=number_text(cameras))
    return tr("the first {most}", most=MOST)
