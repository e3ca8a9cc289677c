"""Fields of events are checked against their kind, and the date against today."""

from datetime import date

import pytest

from camdesk.domain.dates import PartialDate
from camdesk.domain.fields import FieldKind
from camdesk.domain.lifecycle import KINDS
from camdesk.domain.validation import FieldError, check_date, check_fields

RIGHT = {
    FieldKind.TEXT: "text",
    FieldKind.NOTE: "note",
    FieldKind.DATE: PartialDate.year(2014),
    FieldKind.MONEY: 0,
    FieldKind.NUMBER: "6.5",
    FieldKind.YES_NO: False,
    FieldKind.SITE: 1,
    FieldKind.ORGANISATION: 1,
    FieldKind.CAMERA: 1,
}
WRONG = {
    FieldKind.TEXT: 5,
    FieldKind.NOTE: 5,
    FieldKind.DATE: "2014",
    FieldKind.MONEY: -1,
    FieldKind.NUMBER: "many",
    FieldKind.CHOICE: "unheard of",
    FieldKind.STATE: "in_service ",
    FieldKind.YES_NO: "yes",
    FieldKind.SITE: "1",
    FieldKind.ORGANISATION: "1",
    FieldKind.CAMERA: "1",
}
ALL_FIELDS = [(kind, field) for kind in KINDS.values() for field in kind.fields]
FIELDS = [(kind, field) for kind, field in ALL_FIELDS if field.is_stored]
PARTS = [(kind, field) for kind, field in ALL_FIELDS if not field.is_stored]


def required(kind):
    return {f.name: value_for(f) for f in kind.fields if f.required}


def value_for(field):
    if field.kind is FieldKind.CHOICE:
        return field.choices[0][0]
    if field.kind is FieldKind.STATE:
        return next(iter(KINDS.values())).target or KINDS["failed"].target
    return RIGHT[field.kind]


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_each_field_takes_what_fits_and_names_itself_where_it_does_not(kind, field):
    check_fields(kind, {**required(kind), field.name: value_for(field)})
    with pytest.raises(FieldError) as error:
        check_fields(kind, {**required(kind), field.name: WRONG[field.kind]})
    assert error.value.field == field.name


@pytest.mark.parametrize(("kind", "field"), PARTS)
@pytest.mark.parametrize("value", [1, "lens", (), [1], True])
def test_parts_are_never_a_value_of_an_event(kind, field, value):
    check_fields(kind, {**required(kind), field.name: None})
    with pytest.raises(FieldError) as error:
        check_fields(kind, {**required(kind), field.name: value})
    assert error.value.field == field.name


def test_a_missing_required_field_is_named():
    with pytest.raises(FieldError, match="Site") as error:
        check_fields(KINDS["installed"], {})
    assert error.value.field == "site"


def test_a_field_of_another_event_is_refused():
    with pytest.raises(FieldError, match="no field"):
        check_fields(KINDS["failed"], {"mass_kg": "5"})


def test_the_future_is_refused_but_a_year_that_has_begun_is_not():
    today = date(2026, 11, 23)
    check_date(None, today)
    check_date(PartialDate.year(2026), today)
    check_date(PartialDate.day(today), today)
    with pytest.raises(FieldError, match="not come yet"):
        check_date(PartialDate.parse("2026-11-24"), today)


@pytest.mark.parametrize("good", ["2026-05-04", "2026-05-05", "2026-05", "2025"])
def test_a_camera_can_have_been_good_until_the_day_it_failed(good):
    failed = PartialDate.parse("2026-05-05")
    check_fields(KINDS["failed"], {"last_good": PartialDate.parse(good)}, failed)


@pytest.mark.parametrize("good", ["2026-05-06", "2026-06", "2027"])
def test_a_camera_cannot_have_been_good_only_after_it_failed(good):
    failed = PartialDate.parse("2026-05-05")
    with pytest.raises(FieldError, match="after it had failed") as caught:
        check_fields(KINDS["failed"], {"last_good": PartialDate.parse(good)}, failed)
    assert caught.value.field == "last_good"


def test_without_a_date_of_the_fault_last_known_good_is_believed():
    check_fields(KINDS["failed"], {"last_good": PartialDate.year(2026)})
