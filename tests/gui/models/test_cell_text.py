import pytest

from camdesk.domain.lifecycle import KINDS, State
from camdesk.gui.models.cell_text import CellTexts
from camdesk.store import cameras, journal, sites
from camdesk.text import i18n


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("text", None, "—"),
        ("text", "two\nlines", "two lines"),
        ("text", "<b>bold</b>", "<b>bold</b>"),
        ("state", "in_service", "In service"),
        ("date", "2024-10/2024-12", "end of 2024"),
        ("date", "2014", "2014"),
        ("yes_no", 0, "No"),
        ("yes_no", 1, "Yes"),
        ("number", 1_000_000, "1,000,000"),
        ("coordinate", 51.2333, "51.23330"),
        ("unit", "system", "System of cameras"),
        ("action", "failed", "Failed"),
        ("action", "import", "Import"),
        ("year", 2024, "2024"),
    ],
)
def test_a_value_is_shown_in_words(kind: str, value: str | int | None, shown: str) -> None:
    texts = CellTexts()
    assert texts.text(kind, value) == shown
    assert texts.text(kind, value) == shown  # from memory


def test_zero_and_one_are_shown_by_their_own_kind() -> None:
    texts = CellTexts()
    assert texts.text("yes_no", 1) == "Yes"
    assert texts.text("number", 1) == "1"
    assert texts.text("coordinate", 1.0) == "1.00000"


def test_every_kind_of_column_of_every_list_is_known() -> None:
    values = {"state": State.LOST.value, "unit": "camera", "action": next(iter(KINDS))}
    for listing in (cameras.listing("ru"), sites.listing("ru"), journal.listing()):
        for column in listing.columns.values():
            value = values.get(column.kind, {"date": "2014", "moment": "2026-11-23T09:00:00"})
            if isinstance(value, dict):
                value = value.get(column.kind, 1)
            assert CellTexts().text(column.kind, value)


def test_numbers_are_parted_as_the_language_does() -> None:
    i18n.set_language("ru")
    assert CellTexts().text("number", 3236) == "3\u00a0236"
