"""Dates as people type them: figures, month names, «конец 2024», «между … и …»."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from camdesk.domain.dates import EARLIEST_YEAR, LATEST_YEAR, PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.text.i18n import LANGUAGES, language, tr

_DASHES = re.compile(r"\s+[-–—]\s+|\.\.|/")
_YEARS = re.compile(r"(\d{4})\s*[-–—]\s*(\d{4})")
_WORD = re.compile(r"\d+|[^\W\d_]+")
# Words for "year" beside its number, and the English endings of days: they add nothing.
_FILLERS = frozenset(
    [
        "г",
        "год",
        "года",
        "году",
        "ж",
        "жыл",
        "жылы",
        "жылғы",
        "жылдың",
        "y",
        "year",
        "of",
        "в",
        "the",
        "th",
        "st",
        "nd",
        "rd",
    ]
)
_PLAIN = str.maketrans("әғқңөұүһі", "агкноуухи")
_ENDING = 4  # letters that a case adds to the name of a month at most
# Typed in any language, whichever the screen speaks: people copy from papers.
_PERIODS = (
    (re.compile(r"(?:в\s+)?нач(?:ало|але|ала)\s+(\d{4})(?:\s*г\w*\.?)?"), 1),
    (re.compile(r"(?:в\s+)?кон(?:ец|це|ца)\s+(\d{4})(?:\s*г\w*\.?)?"), 4),
    (re.compile(r"(?:at\s+|the\s+)*(?:beginning|start)\s+of\s+(\d{4})"), 1),
    (re.compile(r"(?:at\s+|the\s+)*end\s+of\s+(\d{4})"), 4),
    (re.compile(r"(\d{4})\s*(?:ж\w*\.?)?\s*бас(?:ы|ында)"), 1),
    (re.compile(r"(\d{4})\s*(?:ж\w*\.?)?\s*(?:соңы|соңында|аяғы|аяғында)"), 4),
)
_BETWEEN = (
    re.compile(r"между\s+(.+?)\s+и\s+(.+)"),
    re.compile(r"с\s+(.+?)\s+по\s+(.+)"),
    re.compile(r"between\s+(.+?)\s+and\s+(.+)"),
    re.compile(r"from\s+(.+?)\s+to\s+(.+)"),
    re.compile(r"(.+?)\s+(?:және|мен|бен|пен)\s+(.+?)\s+(?:аралығында|арасында)"),
)


def parse_date(text: str) -> PartialDate | None:
    """Read a date in EDTF, in figures, or in words; None for nothing, a dash or "unknown".

    Raises KnownError for anything else.
    """
    bare = " ".join(text.replace("\u00a0", " ").split()).casefold()
    if bare in {"", "-", "–", "—", tr("unknown").casefold()}:
        return None
    today = date.today()
    if bare == tr("today").casefold():
        return PartialDate.day(today)
    if bare == tr("yesterday").casefold():
        return PartialDate.day(today - timedelta(days=1))
    return _parse(bare, language())


@lru_cache(maxsize=4096)
def _parse(text: str, code: str) -> PartialDate:
    for pattern, quarter in (*_own_periods(code), *_PERIODS):
        if match := pattern.fullmatch(text):
            return _quarter(_year(match[1], text), quarter)
    if match := _YEARS.fullmatch(text):
        return PartialDate(
            PartialDate.year(_year(match[1], text)).first,
            PartialDate.year(_year(match[2], text)).last,
        )
    ends = _DASHES.split(text)
    for pattern in (*_own_between(code), *_BETWEEN):
        if match := pattern.fullmatch(text):
            ends = [match[1], match[2]]
            break
    if len(ends) == 2 and all(ends):
        begin, end = (_single(part.strip(), text) for part in ends)
        return PartialDate(begin.first, end.last)
    return _single(text, text)


def _single(text: str, whole: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except KnownError as error:
        refused = error
    try:
        when = _in_words(text)
    except ValueError:  # 31 June
        raise KnownError(
            N_("There is no such day as “{text}”."), N_("Check the day and the month."), text=whole
        ) from None
    if when is not None:
        return when
    if "{text}" not in refused.message:
        raise refused
    params = {**refused.params, "text": whole}
    raise KnownError(refused.message, refused.advice, **params)


def _in_words(text: str) -> PartialDate | None:
    """A month name, a year and perhaps a day, in any order; or a year and the word for it."""
    words = [word for word in _WORD.findall(text) if word not in _FILLERS]
    numbers = [word for word in words if word.isdecimal()]
    names = [word for word in words if not word.isdecimal()]
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(years) != 1 or len(names) > 1 or len(years) + len(days) != len(numbers):
        return None
    year = _year(years[0], text)
    if not names:
        return None if days else PartialDate.year(year)
    month = _month(names[0])
    if month is None or len(days) > 1:
        return None
    if not days:
        return PartialDate.month(year, month)
    return PartialDate.day(date(year, month, int(days[0])))


def _month(name: str) -> int | None:
    """The month that a name, or the beginning of one (three letters or more), stands for."""
    months = _month_names()
    if name in months:
        return months[name]
    found = {month for known, month in months.items() if known.startswith(name)}
    # Or with an ending of the case: в марте, наурызда.
    found = found or {
        month
        for known, month in months.items()
        if len(known) >= 4 and name.startswith(known) and len(name) - len(known) <= _ENDING
    }
    return found.pop() if len(name) >= 3 and len(found) == 1 else None


@lru_cache(maxsize=1)
def _month_names() -> dict[str, int]:
    from babel.dates import get_month_names  # 40 ms: only words need it

    names: dict[str, int] = {}
    for code in LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in get_month_names(width, context, code).items():
                    names[name.rstrip(".").casefold()] = month
    names["мае"] = 5  # of май and мая alone no stem is left
    # Typed without the Kazakh letters: кантар, сауир.
    return {name.translate(_PLAIN): month for name, month in names.items()} | names


def _quarter(year: int, quarter: int) -> PartialDate:
    begin = PartialDate.month(year, 3 * quarter - 2)
    return PartialDate(begin.first, PartialDate.month(year, 3 * quarter).last)


def _year(digits: str, whole: str) -> int:
    if not EARLIEST_YEAR <= int(digits) <= LATEST_YEAR:
        raise KnownError(
            N_("The year {year} in “{text}” is not believable."),
            N_("Years from {first} to {last} can be written."),
            year=digits,
            text=whole,
            first=EARLIEST_YEAR,
            last=LATEST_YEAR,
        )
    return int(digits)


# The words that the catalogue of the language shows, whatever its translator chose.


@lru_cache(maxsize=8)
def _own_periods(code: str) -> tuple[tuple[re.Pattern[str], int], ...]:
    return (
        (_pattern(tr("beginning of {year}", year="\0")), 1),
        (_pattern(tr("end of {year}", year="\0")), 4),
    )


@lru_cache(maxsize=8)
def _own_between(code: str) -> tuple[re.Pattern[str], ...]:
    return (_pattern(tr("between {first} and {last}", first="\0", last="\0")),)


def _pattern(shown: str) -> re.Pattern[str]:
    parts = " ".join(shown.replace("\u00a0", " ").split()).casefold().split("\0")
    group = r"(\d{4})" if len(parts) == 2 else r"(.+?)"
    return re.compile(group.join(re.escape(part) for part in parts))
