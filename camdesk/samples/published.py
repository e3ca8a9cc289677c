"""The cameras that the police department of West Kazakhstan spoke of in public.

Counts, dates and the region's places come from `resources/samples`; what the source does not
say (numbers, addresses, owners, dates of installation) stays unknown.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.paths import resource
from camdesk.store.ledger import NewEvent
from camdesk.store.writer import EntryWriter

REGION = "Западно-Казахстанская область"
TELECOM = "АО «Казахтелеком»"
SAFE_YARD = "safe-yard-failed"

# Names of the programmes: Russian, Kazakh, English.
_PROGRAMMES = {
    "carpet": ("Ковровое покрытие", "Жаппай қамту", "Carpet coverage"),
    "entrances": (
        "Подъезды (АО «Казахтелеком»)",
        "Кіреберістер («Қазақтелеком» АҚ)",
        "Entrances (Kazakhtelecom JSC)",
    ),
    "districts": ("Районы области", "Облыс аудандары", "Districts of the region"),
    "requests": (
        "По обращениям жителей",
        "Тұрғындардың өтініштері бойынша",
        "By residents' requests",
    ),
    SAFE_YARD: ("Безопасный двор", "Қауіпсіз аула", "Safe Yard"),
}

# Places that the source names and the table of districts lacks: name -> (parent, kind, kk, en).
_MORE_PLACES = {
    "Аксай": ("Бурлинский район", "settlement", "Ақсай", "Aksai"),
    "иные районы": (REGION, "district", "басқа аудандар", "other districts"),
    "мкр Жулдыз и 10 микрорайон": (
        "г. Уральск",
        "microdistrict",
        "Жұлдыз ш/а және 10-шағын аудан",
        "Zhuldyz and 10th microdistricts",
    ),
}
# Where the source says less than a place, or more: what the department answers for.
_PLACE_OF = {"requests": REGION, SAFE_YARD: REGION}

_CONNECTED = ("carpet", "entrances")  # «подключены к ЦОУ»; of the others it says nothing


@dataclass(frozen=True, slots=True)
class Group:
    """Cameras that one published figure speaks of, all alike as far as it says."""

    key: str
    source: str
    count: int
    programme: str | None  # a key of the programmes
    place: str
    unit: str
    holder: str | None
    connected: bool | None
    as_of: PartialDate  # on which day they stood so
    installed_on: PartialDate | None
    failed_on: PartialDate | None = None

    @property
    def title(self) -> str:
        """Whose words, and about what."""
        about = _PROGRAMMES[self.programme][0] if self.programme else self.place
        return f"{self.source}: {about}"


@dataclass(frozen=True, slots=True)
class Books:
    """Ids of the rows in the reference books, by name."""

    places: Mapping[str, int]
    programmes: Mapping[str, int]
    organisations: Mapping[str, int]


def groups() -> list[Group]:
    """The groups of cameras in `published_figures.csv`, in its order."""
    return [group for row in figure_rows() if (group := _group(row))]


def figure_rows() -> Iterator[dict[str, str]]:
    """The rows of `published_figures.csv`, a whole before its parts."""
    return _read("published_figures.csv")


def programme_of(key: str) -> str | None:
    """The programme that the figure `key` speaks of, None where it names none."""
    return next((name for name in _PROGRAMMES if key.startswith(name)), None)


def add_books(entry: EntryWriter) -> Books:
    """Make the places, programmes and organisations that the source names."""
    places = {
        REGION: entry.add(
            "place",
            {
                "kind": "region",
                "name_ru": REGION,
                "name_kk": "Батыс Қазақстан облысы",
                "name_en": "West Kazakhstan Region",
                "also_written": "ЗКО; БҚО; WKO",
            },
        )
    }
    for row in _read("districts.csv"):
        kind = "city" if row["name_ru"].startswith("г.") else "district"
        places[row["name_ru"]] = entry.add(
            "place",
            {
                "parent": places[REGION],
                "kind": kind,
                "kato": row["kato"],
                "name_ru": row["name_ru"],
                "name_kk": row["name_kk"],
                "name_en": row["name_en"],
                "also_written": row["also_written"],
                "latitude": float(row["latitude"]),
                "longitude": float(row["longitude"]),
            },
        )
    for name, (parent, kind, kk, en) in _MORE_PLACES.items():
        names = {"name_ru": name, "name_kk": kk, "name_en": en}
        places[name] = entry.add("place", {"parent": places[parent], "kind": kind, **names})
    programmes = {
        key: entry.add("programme", {"name_ru": ru, "name_kk": kk, "name_en": en})
        for key, (ru, kk, en) in _PROGRAMMES.items()
    }
    return Books(places, programmes, {TELECOM: entry.add("organisation", {"name": TELECOM})})


def camera_facts(group: Group, books: Books) -> dict[str, str | int | float | None]:
    """What the source says of one camera of the group."""
    return {
        "unit": group.unit,
        "programme": books.programmes[group.programme] if group.programme else None,
        "balance_holder": books.organisations[group.holder] if group.holder else None,
    }


def first_events(group: Group, site: int) -> list[NewEvent]:
    """How a camera of the group enters the register."""
    opening = NewEvent(
        "opening",
        group.as_of,
        {
            "state": State.IN_SERVICE,
            "site": site,
            "connected": group.connected,
            "installed_on": group.installed_on,
        },
    )
    return [opening, NewEvent("failed", group.failed_on)] if group.failed_on else [opening]


def centre(place: str) -> tuple[float, float]:
    """Latitude and longitude of the district's centre that `place` belongs to, or of the city."""
    centres = _centres()
    while place not in centres and place in _MORE_PLACES:
        place = _MORE_PLACES[place][0]
    return centres.get(place, centres["г. Уральск"])


@cache
def _centres() -> dict[str, tuple[float, float]]:
    return {
        row["name_ru"]: (float(row["latitude"]), float(row["longitude"]))
        for row in _read("districts.csv")
    }


def scaled(all_groups: list[Group], cameras: int) -> list[Group]:
    """The same groups with `cameras` cameras in all, in the same proportions."""
    total = sum(group.count for group in all_groups)
    resized: list[Group] = []
    before = given = 0
    for group in all_groups:
        before += group.count
        share = cameras * before // total - given
        given += share
        resized.append(replace(group, count=share))
    return resized


def _group(row: dict[str, str]) -> Group | None:
    """The cameras of one figure; None for sums of others, counts of offences and money."""
    key = row["key"]
    if row["unit"] not in ("camera", "system") or key == "districts":
        return None
    published = PartialDate.parse(row["published_on"])
    period = PartialDate.parse(row["period"]) if row["period"] else None
    programme = programme_of(key)
    failed = row["measure"] == "failed"
    # «установлены в 2014 году»: the note of the figure is the only place that says so.
    installed = PartialDate.year(2014) if failed else period
    return Group(
        key=key,
        source=f"{row['source']}, {row['published_on']}",
        count=int(row["value"]),
        programme=programme,
        place=_PLACE_OF.get(key, row["place"]),
        unit=row["unit"],
        holder=TELECOM if key == "entrances" else None,
        connected=True if key in _CONNECTED else None,
        as_of=installed or published,
        installed_on=installed,
        failed_on=period if failed else None,
    )


def _read(name: str) -> Iterator[dict[str, str]]:
    with resource("samples", name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
