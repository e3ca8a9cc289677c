"""What stood in a table before is found again with its row."""

from hypothesis import given
from hypothesis import strategies as st

from camdesk.importing.seen import Seen


@given(st.lists(st.text(max_size=3), max_size=300))
def test_the_row_told_is_that_in_which_a_text_stood_first(texts):
    seen, first = Seen(), {}
    for row, text in enumerate(texts, 1):
        assert seen.first(text, row) == first.setdefault(text, row)


def test_many_texts_are_all_remembered_as_it_grows():
    seen = Seen()
    for row in range(1, 20_001):
        assert seen.first(("key", row), row) == row
    for row in range(1, 20_001):
        assert seen.first(("key", row), 99) == row
