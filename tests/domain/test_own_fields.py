"""Own fields: each kind is kept in one form, and what does not fit is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.dates import PartialDate
from camdesk.domain.own_fields import OwnField, field_of, kept, typed
from camdesk.domain.validation import FieldError
from camdesk.text.i18n import tr


@given(st.sampled_from(["text", "number", "date", "money", "choice"]), st.data())
def test_what_is_kept_is_what_an_edit_shows_again(kind, data):
    field = OwnField(7, "camera", "x", kind, ("да", "нет"))
    value = data.draw(
        {
            "text": st.text(min_size=1).map(str.strip).filter(bool),
            "number": st.decimals(-1000, 1000, places=3).map(str),
            "date": st.dates(date(1950, 1, 1), date(2090, 1, 1)).map(PartialDate.day),
            "money": st.integers(-(10**12), 10**12),
            "choice": st.sampled_from(["да", "нет"]),
        }[kind]
    )
    text = kept(field, value)
    shown = typed(field, text)
    assert kept(field, shown) == text
    if kind != "number":
        assert shown == value
    assert field_of(field.column) == 7


@pytest.mark.parametrize(
    ("kind", "value"),
    [("choice", "может быть"), ("number", "много"), ("number", "NaN"), ("date", 3)],
)
def test_what_does_not_fit_the_kind_is_refused(kind, value):
    with pytest.raises(FieldError):
        kept(OwnField(1, "camera", "Поле", kind, ("да",)), value)


def test_a_name_with_braces_is_only_a_name():
    assert tr(OwnField(1, "camera", "{x}", "text").label) == "{x}"


def test_a_value_from_before_its_field_had_another_kind_is_not_guessed():
    assert typed(OwnField(1, "camera", "Поле", "date"), "оптика") is None
    assert typed(OwnField(1, "camera", "Поле", "money"), "оптика") is None
    assert typed(OwnField(1, "camera", "Поле", "choice", ("медь",)), "оптика") is None
