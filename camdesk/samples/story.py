"""An invented life, the same every time: what might have happened to the cameras of the sample.

Every entry made from here is marked as invented. The lives know no rules: they are played
through the same write path as a clerk's work, which would refuse an impossible one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from camdesk.domain.dates import PartialDate
from camdesk.domain.fields import CONDITIONS
from camdesk.samples.published import SAFE_YARD, Group

SEED = 292
FIRST_DAY = date(2025, 8, 4)  # after the day of publication
LAST_DAY = date(2026, 10, 30)

_STREETS = (
    "пр. Абая", "пр. Евразия", "ул. Курмангазы", "пр. Назарбаева", "ул. Сырыма Датова",
    "ул. Жангир хана", "ул. Гагарина", "ул. Чагано-Набережная", "ул. Шолохова",
    "ул. Халықтар достығы", "ул. Жұбанова", "ул. Мәметовой", "ул. Ықсанова", "ул. Ескалиева",
)  # fmt: skip
# What is wrong, why (words of the lifecycle's choices), and how it is mended.
_FAULTS = (
    ("no_image", "water", "Замена камеры в сборе с кожухом"),
    ("no_image", "lightning", "Замена блока питания и грозозащиты"),
    ("poor_image", "wear", "Замена объектива"),
    ("poor_image", "frost", "Замена подогрева кожуха"),
    ("no_power", "lightning", "Замена блока питания"),
    ("no_power", "line", "Восстановление линии питания"),
    ("no_link", "line", "Восстановление линии связи"),
    ("not_turning", "wear", "Замена привода"),
    ("damaged", "vandalism", "Замена кожуха"),
    ("damaged", "accident", "Замена опоры и кронштейна"),
)
_UNDER_WARRANTY = 15_000_00  # small repairs were free of charge
_CREWS = ("ТОО «Образец-Монтаж»", "ТОО «Пример-Сервис»")
WORKSHOP = "ТОО «Мастерская-Образец»"
RECYCLER = "ТОО «Переработка-Пример»"
SUPPLIER = "ТОО «Поставка-Образец»"
SCHOOL = "КГУ «Школа-Пример»"
CUSTOMER = "ГУ «Заказчик-Образец»"
PAYER = "ГУ «Плательщик-Пример»"
ORGANISATIONS = (*_CREWS, WORKSHOP, RECYCLER, SUPPLIER, SCHOOL, CUSTOMER, PAYER)
PRICE = 92_400_00  # of a camera that the story buys, in tiyn
MODELS = (
    ("Образец", "Д-2", "dome", "1920x1080", 84),
    ("Образец", "Ц-4", "bullet", "2560x1440", 84),
    ("Пример", "П-360", "ptz", "1920x1080", 96),
    ("Пример", "Н-1", "anpr", "2048x1536", 72),
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the story; one paper may carry many events."""

    kind: str
    number: str
    day: date


@dataclass(frozen=True, slots=True)
class Act:
    """One event of an invented life; organisations are named, sites are the camera's own."""

    day: date
    kind: str
    occurred_on: PartialDate
    values: dict[str, object] = field(default_factory=dict)
    organisation: str | None = None
    at_site: bool = False  # takes the camera's site
    paper: Paper | None = None
    batch: bool = False  # recorded with others of its paper as one entry


def address(random: Random) -> str:
    """An invented address."""
    return f"{random.choice(_STREETS)}, {random.randint(1, 240)}"


def position(random: Random, centre: tuple[float, float]) -> tuple[float, float]:
    """Invented coordinates near a district's centre."""
    return (
        round(centre[0] + random.gauss(0, 0.012), 6),
        round(centre[1] + random.gauss(0, 0.02), 6),
    )


def life(random: Random, group: Group) -> list[Act]:
    """What happens to one camera of a published group after its figure was published."""
    if group.key == SAFE_YARD:
        return list(_end_of_system(random))
    if random.random() > 0.22:
        return []
    return list(_years_of_service(random, FIRST_DAY + timedelta(random.randint(0, 400)), LAST_DAY))


def year_of_plan(number: int) -> int:
    """The year in which the story plans a camera that it buys."""
    return 2014 + number % 13


def bought(random: Random, number: int) -> list[Act]:
    """The whole life of a camera that the story buys, from the plan on."""
    year = year_of_plan(number)
    start = date(year, 1, 15) + timedelta(random.randint(0, 200))
    stages = (1, 2, 3, 1, 2, 3)[number // 13] if year == 2026 else 9
    if year == 2025 and number > 30:
        return [*_from_the_plan_on(random, start, 1), _act(start, "cancelled", reason="Нет опоры")]
    return list(_from_the_plan_on(random, start, stages))


def long_life(random: Random, group: Group) -> list[Act]:
    """A busier life, for trials of speed: about four events after the first."""
    if group.key == SAFE_YARD:
        return life(random, group)
    start = FIRST_DAY + timedelta(random.randint(0, 60))
    acts: list[Act] = []
    for _ in range(random.choice((1, 2, 2, 3))):
        acts += _breakdown(random, start)
        start = acts[-1].day + timedelta(random.randint(5, 60))
    if random.random() < 0.05:
        acts.pop()  # not mended yet
    return [act for act in acts if act.day <= LAST_DAY]


def _years_of_service(random: Random, start: date, end: date) -> Iterator[Act]:
    day = start
    while day < end:
        fate = random.random()
        if fate < 0.08:
            yield _act(day, "checked", seen=True)
        elif fate < 0.62:
            acts = [act for act in _breakdown(random, day) if act.day < end]
            yield from acts
            if len(acts) < 2:
                return
            day = acts[-1].day
        elif fate < 0.68:
            yield _act(day, "lost", circumstances="Опора сбита, камеры нет на месте")
            if random.random() < 0.4:
                yield _act(day + timedelta(20), "found", circumstances="Возвращена водителем")
            return
        elif fate < 0.73:
            yield _act(day, "transferred", organisation=SCHOOL)
            return
        elif fate < 0.86:
            yield from _to_the_workshop(random, day, end)
            return
        else:
            yield from _written_off_early(random, day, end)
            return
        day += timedelta(random.randint(60, 400))


def _breakdown(random: Random, day: date) -> list[Act]:
    """A failure and its repair at the site."""
    mode, cause, work = random.choice(_FAULTS)
    last_good = PartialDate.day(day - timedelta(random.randint(1, 38)))
    failed = _act(day, "failed", mode=mode, cause=cause, last_good=last_good)
    mended = day + timedelta(random.randint(1, 40))
    cost = random.randint(5, 90) * 1_000_00
    free = cost <= _UNDER_WARRANTY
    restored = _act(
        mended, "restored", organisation=random.choice(_CREWS), work=work,
        cost=0 if free else cost, warranty=free,
    )  # fmt: skip
    return [failed, restored]


def _to_the_workshop(random: Random, day: date, end: date) -> Iterator[Act]:
    failed, _ = _breakdown(random, day)
    out = day + timedelta(random.randint(2, 9))
    back = out + timedelta(random.randint(14, 60))
    again = back + timedelta(random.randint(3, 40))
    acts = (
        failed,
        _act(out, "removed", reason="В ремонт", condition="repairable"),
        _act(out + timedelta(1), "sent_to_repair", organisation=WORKSHOP),
        _act(back, "returned", organisation=WORKSHOP, work="Замена объектива", cost=45_000_00),
        _act(again, "installed", organisation=random.choice(_CREWS), at_site=True),
        _act(again + timedelta(1), "connected", channel=str(random.randint(1, 400))),
    )
    stages = random.randint(3, len(acts))
    yield from (act for act in acts[:stages] if act.day < end)


def _written_off_early(random: Random, day: date, end: date) -> Iterator[Act]:
    failed, _ = _breakdown(random, day)
    month = (day + timedelta(45)).replace(day=20)
    act = Paper("Акт о списании", f"{month.month}-{month.year}", month)
    steps = (
        failed,
        _act(day + timedelta(5), "removed", reason="Не подлежит ремонту",
             condition="beyond_repair"),
        _act(day + timedelta(12), "proposed", conclusion="Восстановление нецелесообразно"),
        replace(_act(max(month, day + timedelta(13)), "written_off", approved_by="Начальник",
                     book_value=random.randint(20, 120) * 1_000_00), paper=act, batch=True),
    )  # fmt: skip
    yield from (step for step in steps[: random.choice((3, 4, 4))] if step.day < end)


def _end_of_system(random: Random) -> Iterator[Act]:
    """What might have become of one of the 292 systems of 2014."""
    stage = random.random()
    if stage < 0.06:
        return
    removed = date(2024, 11, 5) + timedelta(random.randint(0, 90))
    yield _act(removed, "removed", reason="Износ", condition=random.choice(CONDITIONS)[0])
    if stage < 0.13:
        return
    proposed = removed + timedelta(random.randint(10, 40))
    yield _act(proposed, "proposed", conclusion="Срок службы истёк", commission="Приказ № 14")
    if stage < 0.22:
        return
    if stage < 0.25:
        yield _act(proposed + timedelta(15), "kept", reason="Пригодна для полигона")
        return
    quarter = date(2025, (3, 6, 9)[random.randint(0, 2)], 25)
    act = Paper("Акт о списании", f"{quarter.month}/2025", quarter)
    yield replace(
        _act(quarter, "written_off", order="Приказ № 31", approved_by="Начальник",
             reason="Износ и конец срока службы"), paper=act, batch=True,
    )  # fmt: skip
    if stage < 0.62:
        return
    handed = quarter + timedelta(random.randint(20, 120))
    if stage < 0.74:
        yield _act(handed, "stripped")
        if stage < 0.69:
            yield _act(
                handed + timedelta(30),
                "recycled",
                organisation=RECYCLER,
                mass_kg="6.5",
                cost=1_800_00,
            )
    elif stage < 0.9:
        yield _act(
            handed, "recycled", organisation=RECYCLER, mass_kg="8.2", wiped=True, cost=2_400_00
        )
    elif stage < 0.95:
        yield _act(handed, "destroyed", organisation=RECYCLER, wiped=True)
    elif stage < 0.98:
        yield _act(handed, "sold", organisation=RECYCLER, cost=15_000_00)
    else:
        yield _act(handed, "transferred", organisation=SCHOOL)


def _from_the_plan_on(random: Random, start: date, stages: int) -> Iterator[Act]:
    yield replace(_act(start, "planned"), at_site=True)
    if stages == 1:
        return
    ordered = start + timedelta(20)
    yield _act(ordered, "ordered", organisation=SUPPLIER, cost=PRICE)
    if stages == 2:
        return
    received = ordered + timedelta(25)
    yield _act(received, "received", organisation=SUPPLIER, cost=PRICE)
    if stages == 3:
        return
    installed = received + timedelta(random.randint(3, 30))
    yield _act(
        installed, "installed", organisation=random.choice(_CREWS), at_site=True, cost=18_000_00
    )
    yield _act(installed + timedelta(2), "connected", channel=str(random.randint(1, 400)))
    yield from _years_of_service(random, installed + timedelta(random.randint(200, 900)), LAST_DAY)


def _act(
    day: date,
    kind: str,
    *,
    organisation: str | None = None,
    at_site: bool = False,
    **values: object,
) -> Act:
    return Act(day, kind, PartialDate.day(day), values, organisation, at_site)
