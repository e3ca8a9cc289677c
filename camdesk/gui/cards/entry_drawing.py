"""What an entry recorded, as text: its marks, events, rows made, facts corrected."""

from __future__ import annotations

from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.domain.facts import FACTS, Fact, FactKind
from camdesk.domain.lifecycle import KINDS
from camdesk.gui.cards.card import PAGES
from camdesk.gui.cards.entry_reading import MOST, ChangeShown, EntryFile
from camdesk.gui.cards.sheet import Pen, Row, Run, badge
from camdesk.gui.kit.tokens import Space
from camdesk.store.journal import RecordedEvent
from camdesk.text.fact_words import fact_words
from camdesk.text.formats import edtf_text, number_text
from camdesk.text.i18n import tr

_TABLES = MappingProxyType(
    {
        "place": N_("Place"),
        "organisation": N_("Organisation"),
        "programme": N_("Programme"),
        "model": N_("Model"),
        "commission": N_("Commission"),
        "document": N_("Document"),
        "attachment": N_("Attached file"),
        "contract": N_("Contract"),
        "contract_line": N_("Contract line"),
        "site": N_("Site"),
        "camera": N_("Camera"),
        "part": N_("Spare part"),
        "part_move": N_("Use of a spare part"),
        "figure": N_("Published figure"),
        "supplement": N_("What was learnt later"),
        "stock_take": N_("Stock-take"),
        "stock_take_line": N_("Line of a stock-take"),
        "saved_view": N_("Saved view"),
        "own_field": N_("Own field"),
        "own_value": N_("Value of an own field"),
    }
)


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
    href = f"{change.table}:{change.row}" if change.table in PAGES else ""
    title = Run(change.row_title, "small link" if href else "muted", href=href)
    table = tr(_TABLES.get(change.table, change.table))
    lines: list[list[Run]] = []
    if change.made:
        lines.append([Run(tr("New: {what}", what=table[:1].lower() + table[1:]))])
    for column, old, new in change.facts:
        one = _fact(change.table, column)
        if (change.made and new is None) or (one.kind is FactKind.HIDDEN and not one.target):
            continue
        label = Run(f"{tr(one.label)}: ", "muted")
        value = Run(_words(change.table, one, new), "muted" if change.made else "text")
        if change.made:
            lines.append([label, value])
        else:
            before = Run(f"{_words(change.table, one, old)} → ", "muted")
            lines.append([label, before, value])
    return Row([title], lines)


def _fact(table: str, column: str) -> Fact:
    """What the column holds; a column that this program does not know is shown as it stands."""
    known = (one for one in FACTS.get(table, ()) if one.column == column)
    return next(known, Fact(column, column))


def _words(table: str, one: Fact, value: object) -> str:
    if table == "document" and one.column == "kind" and isinstance(value, str):
        return tr(value)  # kinds that the lifecycle names are written in English
    return fact_words(one, value)


def _first_of(cameras: int) -> str:
    if cameras > MOST:
        return tr("the first {most} of {all}", most=MOST, all=number_text(cameras))
    return tr("the first {most}", most=MOST)
