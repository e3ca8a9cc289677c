from hypothesis import given
from hypothesis import strategies as st

from camdesk.gui.models.listing_answer import PAGE
from camdesk.gui.models.row_pages import RowPages


def page(number: int, rows: int = PAGE) -> dict[int, list[tuple[int]]]:
    return {number: [(number * PAGE + at,) for at in range(rows)]}


@given(st.lists(st.integers(0, 50), max_size=60), st.integers(1, 10))
def test_it_never_holds_more_than_its_bound(numbers: list[int], bound: int) -> None:
    pages = RowPages(bound)
    for number in numbers:
        pages.put(page(number))
        assert len(pages) <= bound
        assert pages.row(number * PAGE + 5) == (number * PAGE + 5,)


def test_the_page_looked_at_longest_ago_leaves_first() -> None:
    pages = RowPages(2)
    pages.put(page(0))
    pages.put(page(1))
    assert pages.missing(0, 0) == []  # looked at
    pages.put(page(2))
    assert pages.missing(0, 3 * PAGE - 1) == [1]


def test_a_row_behind_the_end_of_the_last_page_is_not_there() -> None:
    pages = RowPages()
    pages.put(page(0, rows=3))
    assert pages.row(2) == (2,)
    assert pages.row(3) is None
