"""The list of cameras: its columns, filters and search."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import State
from camdesk.domain.own_fields import OwnField
from camdesk.store import (
    deliveries,
    documents,
    fate,
    figures,
    own_fields,
    places,
    search,
    stock_takes,
)
from camdesk.store.gaps import of_programme, with_gap
from camdesk.store.listing import (
    Column,
    Condition,
    Filter,
    FilterRule,
    Listing,
    by_name,
    name_in,
    one_of,
)
from camdesk.store.picture import marks
from camdesk.store.tables import Value

_JOINS = MappingProxyType(
    {
        "site": "LEFT JOIN site ON site.id = camera.site",
        "place": "LEFT JOIN place ON place.id = site.place",
        "district": (
            "LEFT JOIN district_of ON district_of.place = site.place"
            " LEFT JOIN place AS district ON district.id = district_of.district"
        ),
        "programme": "LEFT JOIN programme ON programme.id = camera.programme",
        "holder": "LEFT JOIN organisation AS holder ON holder.id = camera.balance_holder",
        "model": "LEFT JOIN model ON model.id = camera.model",
    }
)

_STATE_RANK = (
    "CASE camera.state "
    + " ".join(f"WHEN '{state.value}' THEN {rank}" for rank, state in enumerate(State))
    + " END"
)
DAY_OF_SINCE = "CASE WHEN camera.since IS NULL THEN NULL ELSE camera.since_day END"


@lru_cache(maxsize=8)
def listing(language: str, own: tuple[OwnField, ...] = ()) -> Listing:
    """The list of cameras, with names in `language` and the `own` fields that they have."""
    here = ("site",)
    return Listing(
        table="camera",
        columns=by_name(
            (
                Column("inventory_number", N_("Inventory no."), "camera.inventory_number"),
                Column("state", N_("State"), "camera.state", "state", sort=_STATE_RANK),
                Column(
                    "programme",
                    N_("Programme"),
                    name_in("programme", language),
                    joins=("programme",),
                ),
                Column(
                    "district",
                    N_("District"),
                    name_in("district", language),
                    joins=("site", "district"),
                ),
                Column("place", N_("Place"), name_in("place", language), joins=("site", "place")),
                Column("address", N_("Address"), "site.address", joins=here),
                Column("site", N_("Site code"), "site.code", joins=here),
                Column("since", N_("Since"), "camera.since", "date", sort=DAY_OF_SINCE),
                Column("connected", N_("Control centre"), "camera.connected", "yes_no"),
                Column("balance_holder", N_("Balance holder"), "holder.name", joins=("holder",)),
                Column(
                    "model",
                    N_("Model"),
                    "nullif(trim(coalesce(model.maker, '') || ' '"
                    " || coalesce(model.name, '')), '')",
                    joins=("model",),
                ),
                Column("serial_number", N_("Serial no."), "camera.serial_number"),
                Column("installed_on", N_("Installed on"), "camera.installed_on", "date"),
                Column("unit", N_("Unit"), "camera.unit", "unit"),
                Column("latitude", N_("Latitude"), "site.latitude", "coordinate", joins=here),
                Column("longitude", N_("Longitude"), "site.longitude", "coordinate", joins=here),
                Column("note", N_("Note"), "camera.note"),
                *own_fields.columns(own),
                Column("id", N_("Row no."), "camera.id", "number"),
            )
        ),
        joins=_JOINS,
        filters=MappingProxyType({**_filters(language), **own_fields.filters(own)}),
        search=_search,
        default_sort="id",
        with_clause=places.DISTRICTS,
    )


def _having(condition: str) -> FilterRule:
    """The rule "`condition` holds for one of these"; `{}` stands for their placeholders."""

    def rule(_connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
        return condition.format(marks(wanted)), list(wanted)

    return rule


def _among(_connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
    """One of these rows; written out, because a statement takes only so many parameters."""
    return f"camera.id IN ({','.join(str(int(row)) for row in wanted if row is not None)})", []


# Filters that other pages ask by: a count that is clicked shows the cameras behind it.
_ASKED_ELSEWHERE: tuple[tuple[str, str, FilterRule], ...] = (
    ("gap", N_("Gap"), with_gap),
    ("gap_of", N_("Programme"), of_programme),
    ("among", N_("Chosen cameras"), _among),
    ("contract_line", N_("Contract line"), _having("camera.contract_line IN ({})")),
    ("ever", N_("What came of them"), deliveries.ever),
    (
        "contract",
        N_("Contract"),
        _having("camera.contract_line IN (SELECT id FROM contract_line WHERE contract IN ({}))"),
    ),
    (
        "document",
        N_("Paper"),
        documents.resting_on,
    ),
    ("act", N_("Written off by the act"), fate.written_off_by("act")),
    ("written_off_year", N_("Written off in the year"), fate.written_off_by("year")),
    (
        "written_off_programme",
        N_("Written off in the programme"),
        fate.written_off_by("programme"),
    ),
    ("figure", N_("Published figure"), figures.asked_for),
    ("stock_take", N_("Stock-take"), stock_takes.asked_for),
    ("unit", N_("Unit"), one_of("camera.unit")),
    ("model", N_("Model"), one_of("camera.model")),
)


def _filters(language: str) -> MappingProxyType[str, Filter]:
    counted = "SELECT {value}, {text}, count(*) FROM camera {join} GROUP BY {value} ORDER BY 3 DESC"
    programme = name_in("programme", language)
    return MappingProxyType(
        {
            "state": Filter(
                "state",
                N_("State"),
                one_of("camera.state"),
                counted.format(value="camera.state", text="NULL", join=""),
                "state",
            ),
            "programme": Filter(
                "programme",
                N_("Programme"),
                one_of("camera.programme"),
                counted.format(value="camera.programme", text=programme, join=_JOINS["programme"]),
            ),
            "place": Filter(
                "place",
                N_("Place"),
                _in_place,
                f"SELECT place.id, {name_in('place', language)}, counted.n FROM"
                " (SELECT site.place, count(*) AS n FROM camera"
                " LEFT JOIN site ON site.id = camera.site GROUP BY site.place) AS counted"
                " LEFT JOIN place ON place.id = counted.place ORDER BY 3 DESC",
            ),
            "connected": Filter(
                "connected",
                N_("Control centre"),
                one_of("camera.connected"),
                counted.format(value="camera.connected", text="NULL", join=""),
                "yes_no",
            ),
            "balance_holder": Filter(
                "balance_holder",
                N_("Held by"),
                one_of("camera.balance_holder"),
                counted.format(
                    value="camera.balance_holder", text="holder.name", join=_JOINS["holder"]
                ),
            ),
            "year": Filter(
                "year",
                N_("Year"),
                one_of("camera.installed_year"),
                counted.format(value="camera.installed_year", text="NULL", join=""),
                "year",
            ),
            **{name: Filter(name, label, rule, "") for name, label, rule in _ASKED_ELSEWHERE},
        }
    )


def _in_place(connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
    condition, values = places.sites_within(connection, wanted)
    nowhere = " OR camera.site IS NULL" if None in wanted else ""
    return f"(camera.site IN (SELECT id FROM site WHERE {condition}){nowhere})", values


def _search(connection: sqlite3.Connection, term: str) -> Condition:
    """The term stands in the camera's or its site's own text, or in the name of its programme
    or place."""
    condition, values = search.index_condition("camera", term, connection)
    # What a letter or two matches is no small part of the register: going through all cameras
    # once is quicker than through three indexes, which the unary plus rules out.
    column = "+camera" if len(term) < search.TRIGRAM else "camera"
    parts = [f"{column}.{condition}"]
    rows = connection.execute("SELECT id, name_ru, name_kk, name_en FROM programme")
    programmes = [row[0] for row in rows if term in search.search_text(row[1:])]
    if programmes:
        parts.append(f"{column}.programme IN ({marks(programmes)})")
        values = [*values, *programmes]
    if named := places.named(connection, term):
        inside, inside_values = places.sites_within(connection, named)
        parts.append(f"{column}.site IN (SELECT id FROM site WHERE {inside})")
        values = [*values, *inside_values]
    return f"({' OR '.join(parts)})", values
