"""How values are written for people, and read back, in the language in use.

What `date_text` shows, `parse_date` reads: a clerk may edit any date in the words she sees.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.domain.facts import FACTS
from camdesk.domain.lifecycle import KINDS, STATES, State
from camdesk.text.date_words import parse_date
from camdesk.text.i18n import language, tr

__all__ = [
    "NBSP", "UNKNOWN", "advice", "date_text", "day_text", "edtf_text", "moment_text",
    "money_text_local", "number_text", "parse_date", "said", "yes_no_text",
]  # fmt: skip

UNKNOWN = "—"
NBSP = "\u00a0"
# As Babel has them; written out because its import costs more than all the rest of start-up's text.
_ENGLISH_MONTHS = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]


def date_text(when: PartialDate | None) -> str:
    """The date in words of the language: `04.11.2026`, `12.2024`, `конец 2024`, `2014–2016`."""
    return UNKNOWN if when is None else _date_text(when, language())


def day_text(day: date) -> str:
    """One day: `04.11.2026`, in English `4 Nov 2026`."""
    return date_text(PartialDate.day(day))


def edtf_text(edtf: str | None) -> str:
    """As `date_text`, for a date as the register keeps it."""
    return _edtf_text(edtf, language()) if edtf else UNKNOWN


def moment_text(iso_utc: str | None) -> str:
    """The local day and time of a moment kept in UTC: `04.11.2026 11:42`."""
    if not iso_utc:
        return UNKNOWN
    moment = datetime.fromisoformat(iso_utc)
    # A moment without a zone is in UTC: the register keeps no other.
    local = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone()
    return f"{day_text(local.date())}{NBSP}{local:%H:%M}"


def number_text(number: int | None) -> str:
    """The whole number with its thousands parted."""
    if number is None:
        return UNKNOWN
    return f"{number:,}".replace(",", _group())


def money_text_local(tiyn: int | None) -> str:
    """The sum in tenge: `92 400,00 тг`, in English `92,400.00 KZT`."""
    if tiyn is None:
        return UNKNOWN
    sign = "-" if tiyn < 0 else ""
    point = "." if language() == "en" else ","
    amount = f"{sign}{number_text(abs(tiyn) // 100)}{point}{abs(tiyn) % 100:02d}"
    return tr("{sum} KZT", sum=amount).replace(" ", NBSP)


def decimal_text(number: float) -> str:
    """The number with one decimal: `12,4`, in English `12.4`."""
    point = "." if language() == "en" else ","
    whole, tenths = divmod(round(abs(number) * 10), 10)
    sign = "-" if number < 0 and (whole or tenths) else ""
    return f"{sign}{number_text(whole)}{point}{tenths}"


def measure_text(number: str) -> str:
    """A number as the register keeps it, with the decimal mark of the language."""
    return number if language() == "en" else number.replace(".", ",")


def percent_text(share: float) -> str:
    """A share of one in percent: `98,7 %`, in English `98.7%`."""
    return f"{decimal_text(share * 100)}{'' if language() == 'en' else NBSP}%"


def yes_no_text(answer: bool | None) -> str:
    """Yes, no, or the dash of the unknown."""
    if answer is None:
        return UNKNOWN
    return tr("Yes") if answer else tr("No")


def said(error: KnownError) -> str:
    """What is wrong, in the language in use."""
    return tr(error.message, **_params(error))


def advice(error: KnownError) -> str:
    """What to do about it, in the language in use; empty where nothing can be said."""
    return tr(error.advice, **_params(error)) if error.advice else ""


def _params(error: KnownError) -> dict[str, str]:
    return {name: _param(value) for name, value in error.params.items()}


def _param(value: object) -> str:
    if value is None:
        return UNKNOWN
    if isinstance(value, PartialDate):
        return date_text(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return day_text(value)
    if isinstance(value, bool):
        return yes_no_text(value)
    if isinstance(value, KnownError):
        return said(value)
    if isinstance(value, State):
        return tr(STATES[value].label)
    if isinstance(value, str) and not isinstance(value, Enum) and value in _labels():
        return tr(value)
    return str(value)  # whole numbers too: a year has no thousands


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    """Every text of the lifecycle table and of the facts: an error names things by these."""
    texts = {facts.label for facts in STATES.values()}
    for kind in KINDS.values():
        texts.update((kind.label, kind.step, kind.paper or ""))
        for field in kind.fields:
            texts.add(field.label)
            texts.update(label for _, label in field.choices)
    texts.update(one.label for facts in FACTS.values() for one in facts)
    return frozenset(texts - {""})


def _group() -> str:
    return "," if language() == "en" else NBSP


@lru_cache(maxsize=8192)
def _edtf_text(edtf: str, code: str) -> str:
    return _date_text(PartialDate.parse(edtf), code)


@lru_cache(maxsize=8192)
def _date_text(when: PartialDate, code: str) -> str:
    first, last = when.first, when.last
    parts = when.edtf.split("/")
    if len(parts) == 1:
        return _single(first, len(parts[0]), code)
    quarter = _quarter_of(when)
    if quarter == 1:
        return tr("beginning of {year}", year=first.year)
    if quarter == 4:
        return tr("end of {year}", year=first.year)
    precision = len(parts[0])
    begin, end = _single(first, precision, code), _single(last, precision, code)
    if precision == 4:
        return f"{begin}–{end}"
    if precision == 7:
        return f"{begin} – {end}"
    return tr("between {first} and {last}", first=begin, last=end)


def _quarter_of(when: PartialDate) -> int | None:
    """The quarter of a year that these days are, 1 to 4."""
    first, last = when.first, when.last
    if first.day == 1 and first.month % 3 == 1 and first.year == last.year:
        quarter = (first.month + 2) // 3
        if last == PartialDate.month(first.year, first.month + 2).last:
            return quarter
    return None


def _single(day: date, precision: int, code: str) -> str:
    """A day, month or year, by how many characters its ISO form has: 10, 7 or 4."""
    if precision == 4:
        return f"{day.year:04d}"
    if code != "en":
        return f"{day:%d.%m.%Y}" if precision == 10 else f"{day:%m.%Y}"
    month = _ENGLISH_MONTHS[day.month - 1]
    return f"{day.day} {month} {day.year}" if precision == 10 else f"{month} {day.year}"
