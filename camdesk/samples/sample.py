"""Building a sample register: published facts first, the invented story on top."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_
from camdesk.samples import contracts, figures, learnt, papers, parts, published, stock_take
from camdesk.samples import story as lives_of
from camdesk.samples.published import Books, Group
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register, refuse_existing, remove_unfinished
from camdesk.store.tables import Value
from camdesk.store.writer import EntryWriter

Progress = Callable[[str, float], None]
"""Told what is being done (translatable) and how far it is, 0 to 1; may raise to cancel."""

INVENTED = "Выдумано для примера"
INVENTED_PROGRAMME = ("Выдуманная программа", "Ойдан шығарылған бағдарлама", "Invented programme")
BOUGHT = 78
SCALED_ENTRY = 20_000  # cameras in one entry of a scaled sample


@dataclass(frozen=True, slots=True)
class Made:
    """A camera of the sample and where it hangs."""

    camera: int
    site: int
    group: Group
    number: str = ""  # its inventory number; "" where it has none


def build(
    path: Path, *, story: bool = True, cameras: int | None = None, progress: Progress | None = None
) -> Path:
    """Make the sample register at `path`: 3,236 published cameras and systems.

    `story` plays invented lives on them; `cameras` scales the same shape to that many cameras,
    all of them marked as invented. A cancelled or failed build leaves no file.
    """
    tell = progress or (lambda _what, _share: None)
    unfinished = path.with_name(f".{path.name}.sample")
    refuse_existing(path)
    remove_unfinished(unfinished)
    try:
        with Register.create(unfinished) as register:
            register.author = "camdesk"
            if cameras is None:
                _build_published(register, with_story=story, tell=tell)
            else:
                _build_scaled(register, cameras, with_story=story, tell=tell)
        unfinished.rename(path)
    finally:
        remove_unfinished(unfinished)
    return path


def _build_published(register: Register, *, with_story: bool, tell: Progress) -> None:
    groups = published.groups()
    made: list[Made] = []
    with register.write("sample", "Районы, программы, организации") as entry:
        books = published.add_books(entry)
    with register.write("sample", figures.TITLE) as entry:
        figures.add_figures(entry, books)
    for done, group in enumerate(groups):
        tell(N_("Entering the published figures"), done / len(groups) * 0.3)
        with register.write("sample", group.title) as entry:
            made += [_add_published(entry, group, books) for _ in range(group.count)]
    if with_story:
        _play(register, made, books, tell)


def _add_published(entry: EntryWriter, group: Group, books: Books) -> Made:
    site = entry.add("site", {"place": books.places[group.place]})
    camera = entry.add("camera", published.camera_facts(group, books))
    for event in published.first_events(group, site):
        entry.record(camera, event)
    return Made(camera, site, group)


def _play(register: Register, made: list[Made], books: Books, tell: Progress) -> None:
    random = Random(lives_of.SEED)
    tell(N_("Inventing numbers and addresses"), 0.3)
    with register.write("correct", "Номера и адреса", reason=INVENTED, invented=True) as entry:
        organisations, models = _add_invented_books(entry)
        made = [_number(entry, random, one, i, models) for i, one in enumerate(made, 1)]
    with register.write("create", INVENTED_PROGRAMME[0], reason=INVENTED, invented=True) as entry:
        lives = _add_bought(entry, random, books, models, organisations)
    lives += [(camera, act) for camera in made for act in lives_of.life(random, camera.group)]
    _record_in_order(register, lives, organisations, tell)
    parts.play(register, INVENTED)
    carpet = [one.site for one in made if one.group.programme == "carpet"]
    stock_take.play(register, books.programmes["carpet"], carpet, INVENTED)
    papers.play(register, INVENTED)
    learnt.play(register, INVENTED)


def _add_invented_books(entry: EntryWriter) -> tuple[dict[str, int], list[int]]:
    note = {"note": INVENTED}
    organisations = {
        name: entry.add("organisation", {"name": name, **note}) for name in lives_of.ORGANISATIONS
    }
    columns = ("maker", "name", "type", "resolution", "service_life_months")
    models = [
        entry.add("model", dict(zip(columns, model, strict=True))) for model in lives_of.MODELS
    ]
    return organisations, models


def _number(entry: EntryWriter, random: Random, made: Made, serial: int, models: list[int]) -> Made:
    facts = _invented_facts(random, serial, models)
    entry.correct("camera", made.camera, facts)
    centre = published.centre(made.group.place)
    if random.random() < 0.92:
        entry.correct("site", made.site, _invented_spot(random, centre))
    return replace(made, number=str(facts.get("inventory_number", "")))


def _invented_facts(random: Random, serial: int, models: list[int]) -> dict[str, Value]:
    facts: dict[str, Value] = {"model": random.choice(models)}
    if random.random() < 0.9:
        facts["inventory_number"] = f"ЗКО-{serial:06d}"
    if random.random() < 0.6:
        facts["serial_number"] = f"SN{random.randrange(16**8):08X}"
    return facts


def _invented_spot(random: Random, centre: tuple[float, float]) -> dict[str, Value]:
    latitude, longitude = lives_of.position(random, centre)
    return {"address": lives_of.address(random), "latitude": latitude, "longitude": longitude}


def _add_bought(
    entry: EntryWriter,
    random: Random,
    books: Books,
    models: list[int],
    organisations: Mapping[str, int],
) -> list[tuple[Made, lives_of.Act]]:
    """Cameras that the story buys; returns what happens to them after their first event."""
    names = dict(zip(("name_ru", "name_kk", "name_en"), INVENTED_PROGRAMME, strict=True))
    programme = entry.add("programme", names)
    group = published.groups()[0]
    city, centre = books.places[group.place], published.centre(group.place)
    years = [lives_of.year_of_plan(number) for number in range(BOUGHT)]
    agreed = contracts.add(entry, programme, models, organisations, years)
    lives: list[tuple[Made, lives_of.Act]] = []
    for number, terms in enumerate(agreed):
        spot: dict[str, Value] = {"place": city, "code": f"П-{number + 1:03d}"}
        site = entry.add("site", {**spot, **_invented_spot(random, centre)})
        facts: dict[str, Value] = {
            "inventory_number": f"ВЫД-{number + 1:04d}",
            "programme": programme,
            "model": terms.model,
            "contract_line": terms.line,
            "note": INVENTED,
        }
        made = Made(entry.add("camera", facts), site, group, str(facts["inventory_number"]))
        first, *later = terms.acts(lives_of.bought(random, number))
        entry.record(made.camera, _event(entry, first, made, organisations))
        lives += [(made, act) for act in later]
    return lives


def _record_in_order(
    register: Register,
    lives: list[tuple[Made, lives_of.Act]],
    organisations: Mapping[str, int],
    tell: Progress,
) -> None:
    """Record the story day by day; what stands on one paper is one entry."""
    batches: dict[tuple[date, str, str], list[tuple[Made, lives_of.Act]]] = defaultdict(list)
    for camera, act in lives:
        batches[_batch_of(camera, act)].append((camera, act))
    ordered = sorted(batches.items())
    for done, ((_, kind, _), acts) in enumerate(ordered):
        if done % 50 == 0:
            tell(N_("Playing an invented life"), 0.4 + 0.6 * done / len(ordered))
        subject = acts[0][0].number if len(acts) == 1 else ""
        with register.write(kind, subject, reason=INVENTED, invented=True) as entry:
            for camera, act in acts:
                entry.record(camera.camera, _event(entry, act, camera, organisations))


def _batch_of(made: Made, act: lives_of.Act) -> tuple[date, str, str]:
    if act.paper is not None:
        return act.day, act.kind, act.paper.number
    if act.kind in ("failed", "restored"):
        return act.day, act.kind, str(made.camera)
    return act.day, act.kind, ""


def _build_scaled(register: Register, cameras: int, *, with_story: bool, tell: Progress) -> None:
    random = Random(lives_of.SEED)
    books_title = "Районы, программы, организации"
    with register.write("sample", books_title, reason=INVENTED, invented=True) as entry:
        books = published.add_books(entry)
        figures.add_figures(entry, books)
        organisations, models = _add_invented_books(entry)
    spots = {place: published.centre(place) for place in books.places}
    wanted = [
        group for group in published.scaled(published.groups(), cameras) for _ in range(group.count)
    ]
    for start in range(0, cameras, SCALED_ENTRY):
        tell(N_("Playing an invented life"), start / cameras)
        batch = wanted[start : start + SCALED_ENTRY]
        title = f"{start + 1}–{start + len(batch)}"
        with register.write("sample", title, reason=INVENTED, invented=True) as entry:
            for serial, group in enumerate(batch, start + 1):
                spot = _invented_spot(random, spots[group.place])
                site = entry.add("site", {"place": books.places[group.place], **spot})
                facts = _invented_facts(random, serial, models)
                camera = entry.add("camera", {**published.camera_facts(group, books), **facts})
                made = Made(camera, site, group)
                events = published.first_events(group, site)
                if with_story:
                    acts = lives_of.long_life(random, group)
                    events += [_event(entry, act, made, organisations) for act in acts]
                for event in events:
                    entry.record(camera, event)
    if with_story:
        parts.play(register, INVENTED)


def _event(
    entry: EntryWriter, act: lives_of.Act, made: Made, organisations: Mapping[str, int]
) -> NewEvent:
    values = dict(act.values)
    if act.organisation is not None:
        values["organisation"] = organisations[act.organisation]
    if act.at_site:
        values["site"] = made.site
    document: int | None = None
    if act.paper is not None:
        issued = PartialDate.day(act.paper.day).edtf
        document = entry.find_or_add(
            "document", {"kind": act.paper.kind, "number": act.paper.number, "issued_on": issued}
        )
    return NewEvent(act.kind, act.occurred_on, values, document)
