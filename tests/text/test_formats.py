"""Values as people read and type them, in three languages."""

import os
import time
from collections.abc import Iterator
from datetime import date, timedelta
from gettext import NullTranslations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import STATES, State
from camdesk.domain.money import parse_money
from camdesk.text import date_words, formats, i18n
from camdesk.text.formats import (
    UNKNOWN,
    advice,
    date_text,
    edtf_text,
    moment_text,
    money_text_local,
    number_text,
    parse_date,
    said,
    yes_no_text,
)

WORDS = {
    "ru": {
        "beginning of {year}": "начало {year}",
        "end of {year}": "конец {year}",
        "between {first} and {last}": "между {first} и {last}",
        "{sum} KZT": "{sum} тг",
        "Yes": "Да",
        "today": "сегодня",
        "unknown": "неизвестно",
        "Failed": "Неисправна",
        "“{event}” ({date}) is {state}.": "«{event}» ({date}): {state}.",
    },
    "kk": {
        "beginning of {year}": "{year} ж. басы",
        "end of {year}": "{year} ж. соңы",
        "between {first} and {last}": "{first} және {last} аралығында",
        "{sum} KZT": "{sum} тг",
    },
    "en": {},
}


class Words(NullTranslations):
    """A catalogue of a few texts: these tests hold whatever the translators write."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._words = WORDS[code]

    def gettext(self, message: str) -> str:
        return self._words.get(message, message)


def forget() -> None:
    for cached in (
        formats._date_text,
        formats._edtf_text,
        date_words._parse,
        date_words._own_periods,
        date_words._own_between,
    ):
        cached.cache_clear()


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    forget()
    monkeypatch.setattr(i18n, "_load", Words)
    yield i18n.set_language
    i18n.set_language("en")
    forget()


DATES = (
    ("2026-11-04", "04.11.2026", "04.11.2026", "4 Nov 2026"),
    ("2024-12", "12.2024", "12.2024", "Dec 2024"),
    ("2014", "2014", "2014", "2014"),
    ("2024-10/2024-12", "конец 2024", "2024 ж. соңы", "end of 2024"),
    ("2024-01/2024-03", "начало 2024", "2024 ж. басы", "beginning of 2024"),
    ("2024-04/2024-06", "04.2024 – 06.2024", "04.2024 – 06.2024", "Apr 2024 – Jun 2024"),
    (
        "2018-03-30/2020-05-08",
        "между 30.03.2018 и 08.05.2020",
        "30.03.2018 және 08.05.2020 аралығында",
        "between 30 Mar 2018 and 8 May 2020",
    ),
    ("2014/2016", "2014–2016", "2014–2016", "2014–2016"),
    ("2023-10/2024-12", "10.2023 – 12.2024", "10.2023 – 12.2024", "Oct 2023 – Dec 2024"),
)


@pytest.mark.parametrize(("edtf", "ru", "kk", "en"), DATES)
def test_a_date_is_shown_as_far_as_it_is_known(speak, edtf, ru, kk, en):
    for code, text in (("ru", ru), ("kk", kk), ("en", en)):
        speak(code)
        assert date_text(PartialDate.parse(edtf)) == text
        assert edtf_text(edtf) == text


def test_an_unknown_date_is_a_dash():
    assert date_text(None) == edtf_text(None) == edtf_text("") == UNKNOWN


days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
months = st.tuples(st.integers(1900, 2200), st.integers(1, 12))
partial_dates = st.one_of(
    days.map(PartialDate.day),
    months.map(lambda month: PartialDate.month(*month)),
    st.integers(1900, 2200).map(PartialDate.year),
    st.tuples(days, days).map(lambda pair: PartialDate(min(pair), max(pair))),
    st.tuples(months, months).map(
        lambda pair: PartialDate(
            PartialDate.month(*min(pair)).first, PartialDate.month(*max(pair)).last
        )
    ),
    st.tuples(st.integers(1900, 2200), st.integers(1, 4)).map(
        lambda q: PartialDate(
            PartialDate.month(q[0], 3 * q[1] - 2).first, PartialDate.month(q[0], 3 * q[1]).last
        )
    ),
)


@given(when=st.none() | partial_dates, code=st.sampled_from(sorted(i18n.LANGUAGES)))
def test_what_is_shown_can_be_typed(when, code):
    forget()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "_load", Words)
        i18n.set_language(code)
        assert parse_date(date_text(when)) == when
        if when is not None:
            assert parse_date(when.edtf) == when


@given(when=partial_dates, code=st.sampled_from(sorted(i18n.LANGUAGES)))
def test_the_translators_texts_can_be_typed_too(when, code):
    forget()
    i18n.set_language(code)
    assert parse_date(date_text(when)) == when


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("март 2024", "2024-03"),
        ("Марта 2024 г.", "2024-03"),
        ("5 марта 2024", "2024-03-05"),
        ("5 марта 2024 года", "2024-03-05"),
        ("дек 2024", "2024-12"),
        ("March 2024", "2024-03"),
        ("March 5, 2024", "2024-03-05"),
        ("Sept 2024", "2024-09"),
        ("2024 ж. наурыз", "2024-03"),
        ("2024 жылғы 5 наурыз", "2024-03-05"),
        ("ҚЫРКҮЙЕК 2024", "2024-09"),
        ("2014 год", "2014"),
        ("в конце 2024 г.", "2024-10/2024-12"),
        ("2024 ж. соңы", "2024-10/2024-12"),
        ("End of 2024", "2024-10/2024-12"),
        ("между мартом 2018 и маем 2020", None),
        ("между 30.03.2018 и 08.05.2020", "2018-03-30/2020-05-08"),
        ("с 1 марта 2024 по 5 марта 2024", "2024-03-01/2024-03-05"),
        ("05.12.24", "2024-12-05"),
        ("2014-2016", "2014/2016"),
        ("2024-12", "2024-12"),
    ],
)
def test_dates_in_words_are_read_whichever_language_the_screen_speaks(typed, edtf):
    if edtf is None:
        with pytest.raises(KnownError):
            parse_date(typed)
        return
    when = parse_date(typed)
    assert when is not None
    assert when.edtf == edtf


@pytest.mark.parametrize("typed", ["", "  ", "—", "-", "unknown"])
def test_nothing_is_read_as_unknown(typed):
    assert parse_date(typed) is None


def test_today_and_yesterday_are_read_in_the_language_in_use(speak):
    speak("ru")
    assert parse_date("Сегодня") == PartialDate.day(date.today())
    assert parse_date("yesterday") == PartialDate.day(date.today() - timedelta(days=1))


@pytest.mark.parametrize(
    "typed",
    ["when?", "ма 2024", "31 июня 2024", "31.06.2024", "марта", "5 2024", "3/5/2024",
     "март апрель 2024", "март 1024", "между 2020 и 2018", "5 6 марта 2024"],
)  # fmt: skip
def test_what_is_not_a_date_is_refused_with_advice(typed):
    with pytest.raises(KnownError) as refused:
        parse_date(typed)
    assert said(refused.value)
    assert advice(refused.value)


def test_numbers_and_sums_follow_the_language(speak):
    speak("ru")
    assert number_text(3236) == "3\u00a0236"
    assert money_text_local(9_240_000) == "92\u00a0400,00\u00a0тг"
    assert money_text_local(-5) == "-0,05\u00a0тг"
    speak("en")
    assert number_text(-1_234_567) == "-1,234,567"
    assert money_text_local(9_240_000) == "92,400.00\u00a0KZT"
    assert number_text(None) == money_text_local(None) == UNKNOWN


@given(tiyn=st.integers(-(10**17), 10**17), code=st.sampled_from(sorted(i18n.LANGUAGES)))
def test_every_sum_shown_can_be_typed(tiyn, code):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "_load", Words)
        i18n.set_language(code)
        assert parse_money(money_text_local(tiyn)) == tiyn


def test_a_moment_is_shown_in_local_time(speak, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Oral")
    time.tzset()
    try:
        speak("ru")
        assert moment_text("2026-11-04T20:42:07Z") == "05.11.2026\u00a001:42"
        assert moment_text("2026-11-04 20:42:07.123456") == "05.11.2026\u00a001:42"
        assert moment_text(None) == UNKNOWN
    finally:
        monkeypatch.undo()
        assert os.environ.get("TZ") != "Asia/Oral"
        time.tzset()


def test_yes_no_and_unknown_are_three_answers(speak):
    speak("ru")
    assert yes_no_text(True) == "Да"
    assert yes_no_text(None) == UNKNOWN
    assert len({yes_no_text(answer) for answer in (True, False, None)}) == 3


def test_an_error_is_said_with_its_dates_and_labels_in_the_language(speak):
    error = KnownError(
        "“{event}” ({date}) is {state}.",
        "Between {first} and {last}, camera {number}.",
        event=STATES[State.FAILED].label,
        date=PartialDate.parse("2024-10/2024-12"),
        state=State.FAILED,
        first=1900,
        last=None,
        number="Failed camera",
    )
    speak("ru")
    assert said(error) == "«Неисправна» (конец 2024): Неисправна."
    assert advice(error) == f"Between 1900 and {UNKNOWN}, camera Failed camera."


def test_no_month_name_means_two_months():
    seen: dict[str, int] = {}
    from babel.dates import get_month_names

    for code in i18n.LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in get_month_names(width, context, code).items():
                    assert seen.setdefault(name.rstrip(".").casefold(), month) == month


def test_english_months_are_those_of_babel():
    from babel.dates import get_month_names

    assert list(get_month_names("abbreviated", locale="en").values()) == formats._ENGLISH_MONTHS


def test_an_error_names_a_fact_in_the_language_of_the_reader():
    i18n.set_language("ru")
    assert said(KnownError("{name}", name="Serial no.")) == "Серийный №"
