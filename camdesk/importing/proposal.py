"""A first mapping for a table nobody has seen before, from its headings and its cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass

from camdesk.domain.own_fields import OwnField
from camdesk.importing import content
from camdesk.importing.date_column import decided_order as decided_order
from camdesk.importing.fields import KEYS, POSITION, Purpose, Target, is_own, targets, values_of
from camdesk.importing.labels import LESS_SURE, bare, headings_of
from camdesk.importing.labels import known_values as known_values
from camdesk.importing.mapping import Mapping
from camdesk.importing.reader import Table
from camdesk.importing.values import Order
from camdesk.text.closeness import plain

LOOKED_AT = 10_000  # rows by which the order of dates and the words of values are judged

Texts = MappingOf[str, Collection[str]]
"""The different texts of each column."""

_FITTING = 0.5  # of the texts must be readable, or the heading is not believed
# How sure a heading is: exact, the end of one (“Место установки Район”), misspelled, within one.
_EXACT, _END, _CLOSE, _INSIDE = 100.0, 90.0, 80.0, 70.0
_ALIKE = 86  # of 100: a misspelled heading
_ALIKE_WORD = 70  # each of its words
_SHORT = 5  # signs of a heading that is too short to be misspelled


@dataclass(frozen=True, slots=True)
class _Claim:
    """A heading that may be that of a field, and how surely."""

    sure: float
    heading: str
    target: str


def propose(table: Table, own: Iterable[OwnField] = ()) -> Mapping:
    """The mapping that the table's headings and first rows speak for; `own` are the fields that
    the register has of its own.

    A date column whose order its cells leave open gets none: the clerk must choose it.
    """
    known = targets(own)
    texts = _texts(table)
    columns = _columns(table.columns, texts, known)
    values: dict[str, dict[str, str]] = {}
    orders: dict[str, Order] = {}
    for column, target in columns.items():
        if values_of(target):
            values[target] = known_values(target, set(texts[column]))
        elif known[target].kind == "date" and (order := decided_order(texts[column])):
            orders[column] = order
    fed = set(columns.values())
    keys = tuple(key for key in KEYS if key in fed)[:1]
    return Mapping(columns, values, orders, keys, purpose=_purpose(fed))


def _purpose(fed: set[str]) -> Purpose:
    if "event" in fed:
        return Purpose.EVENTS
    return Purpose.STOCK_TAKE if "result" in fed and "state" not in fed else Purpose.NEW


def _texts(table: Table) -> dict[str, list[str]]:
    seen: list[dict[str, None]] = [{} for _ in table.columns]
    for row in table.rows(LOOKED_AT):
        for texts, cell in zip(seen, row.cells, strict=False):
            if cell and cell not in texts and (text := cell.strip()):
                texts[text] = None
    return {column: list(texts) for column, texts in zip(table.columns, seen, strict=True)}


def _columns(
    headings: Sequence[str], texts: Texts, known: MappingOf[str, Target]
) -> dict[str, str]:
    """The fields that the columns feed: a column one, and a field has one column."""
    chosen = _chosen(headings, texts, known, events=False)
    if "event" in chosen.values():
        chosen = _chosen(headings, texts, known, events=True)
    _add_by_content(headings, texts, chosen)
    return {heading: chosen[heading] for heading in headings if heading in chosen}


def _chosen(
    headings: Sequence[str], texts: Texts, known: MappingOf[str, Target], *, events: bool
) -> dict[str, str]:
    claims = []
    bares = {heading: bare(heading) for heading in headings}
    for target in known.values():
        wanted = headings_of(target, events=events)
        # A field that the register's people named themselves is meant before one of ours.
        ours = 0.0 if is_own(target.name) or (events and target.name.startswith("event")) else 0.5
        for heading, one in bares.items():
            if sure := _sureness(one, wanted):
                claims.append(_Claim(sure - ours, heading, target.name))
    chosen: dict[str, str] = {}
    fed: set[str] = set()
    for claim in sorted(claims, key=lambda one: (one.target == POSITION, -one.sure)):
        if claim.heading in chosen or claim.target in fed:
            continue
        if claim.target == POSITION and fed & {"site.latitude", "site.longitude"}:
            continue  # it says the same once more
        target = known[claim.target]
        if content.share(target.kind, target.name, texts[claim.heading]) >= _FITTING:
            chosen[claim.heading] = claim.target
            fed.add(claim.target)
    return chosen


def _sureness(heading: str, wanted: MappingOf[str, int]) -> float:
    """How surely a bare heading is one of a field's; 0 if it is none."""
    if heading in wanted:
        return _EXACT - min(wanted[heading], 30) / 10
    best = 0.0
    spelled = plain(heading).split()
    for one, rank in wanted.items():
        behind = min(rank, 30) / 10
        if rank >= LESS_SURE:
            continue
        if heading.endswith(f" {one}"):
            best = max(best, _END - behind)
        elif len(one) >= _SHORT:
            if alike := _alike(spelled, plain(one).split()):
                best = max(best, _CLOSE + (alike - 100) / 2)
            elif " " in one and f" {one} " in f" {heading} ":
                best = max(best, _INSIDE - behind)
            elif heading.startswith(f"{one} "):
                best = max(best, _INSIDE - 5 - behind)
    return best


def _alike(words: list[str], others: list[str]) -> float:
    """How alike two headings are that have as many words, each like its fellow; 0 if not."""
    from rapidfuzz import fuzz

    if len(words) != len(others):
        return 0.0
    if any(fuzz.ratio(*pair) < _ALIKE_WORD for pair in zip(words, others, strict=True)):
        return 0.0
    return fuzz.ratio(" ".join(words), " ".join(others), score_cutoff=_ALIKE)


def _add_by_content(headings: Sequence[str], texts: Texts, chosen: dict[str, str]) -> None:
    """Columns whose headings say nothing, but whose cells do."""
    fed = set(chosen.values())

    def add(target: str, found: list[str]) -> None:
        """Where exactly one column can be meant, it is."""
        if target not in fed and len(found) == 1:
            chosen[found[0]] = target
            fed.add(target)

    free = [heading for heading in headings if heading not in chosen]
    degrees = [
        heading
        for heading in free
        if content.most(texts[heading], lambda text: content.is_degrees(text, 180))
    ]
    if len(degrees) == 2 and not fed & {"site.latitude", "site.longitude"}:
        pair = _latitude_first(degrees, texts)
        chosen.update(zip(pair, ("site.latitude", "site.longitude"), strict=True))
        fed.update(("site.latitude", "site.longitude"))
    if not fed & {"site.latitude", "site.longitude"}:
        add(POSITION, [one for one in free if content.most(texts[one], content.is_pair)])
    free = [heading for heading in free if heading not in chosen]
    add("state", [one for one in free if _are_words_of("state", texts[one])])
    free = [heading for heading in free if heading not in chosen]
    add("camera.balance_holder", [one for one in free if content.most(texts[one], content.is_bin)])
    free = [heading for heading in free if heading not in chosen]
    dates = [one for one in free if content.most(texts[one], content.is_date)]
    add("installed_on", [one for one in dates if not _is_other_day(one)])


def _latitude_first(pair: list[str], texts: Texts) -> list[str]:
    """The two columns with the latitude first: what goes beyond 90 degrees is none."""
    first = content.most(texts[pair[0]], lambda text: content.is_degrees(text, 90))
    return pair if first else pair[::-1]


def _are_words_of(target: str, texts: Collection[str]) -> bool:
    return (
        len(texts) <= 40
        and bool(texts)
        and len(known_values(target, set(texts))) >= 2
        and (content.share(target, target, texts) >= 0.8)
    )


_OTHER_DAYS = ("изгот", "выпуск", "сняти", "демонт", "списан", "акт", "догов", "провер", "рожд",
               "made", "remov", "updat", "creat", "modif", "inspec", "warrant", "гарант", "повер",
               "обновл", "измен", "ремонт", "repair", "шарт", "тексер", "жаңарт")  # fmt: skip


def _is_other_day(heading: str) -> bool:
    """Whether the heading names a day that is not that of the installation."""
    return any(part in bare(heading) for part in _OTHER_DAYS)
