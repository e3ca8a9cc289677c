"""The nineteen figures that were published, as they were said; none of them is invented."""

from __future__ import annotations

from camdesk.domain.dates import PartialDate
from camdesk.samples import published
from camdesk.samples.published import Books
from camdesk.store.tables import Value
from camdesk.store.writer import EntryWriter

TITLE = "Опубликованные цифры"


def add_figures(entry: EntryWriter, books: Books) -> dict[str, int]:
    """Put every row of `published_figures.csv` into the register; returns the ids by key."""
    ids: dict[str, int] = {}
    for row in published.figure_rows():
        ids[row["key"]] = entry.add("figure", _facts(row, books, ids))
    return ids


def _facts(row: dict[str, str], books: Books, ids: dict[str, int]) -> dict[str, Value]:
    programme = published.programme_of(row["key"])
    return {
        "key": row["key"],
        "part_of": ids[row["part_of"]] if row["part_of"] else None,
        "published_on": _date(row["published_on"]),
        "source": row["source"],
        "measure": row["measure"],
        "unit": row["unit"],
        "programme": books.programmes[programme] if programme else None,
        # What the source calls a place need not be one: «районы области» is all but the city.
        "place": books.places.get(row["place"]),
        "programme_said": row["programme"],
        "place_said": row["place"],
        "period": _date(row["period"]),
        "qualifier": row["qualifier"],
        "value": int(row["value"]) if row["value"] else None,
        "note": row["note"],
    }


def _date(text: str) -> str | None:
    return PartialDate.parse(text).edtf if text else None
