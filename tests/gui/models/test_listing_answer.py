from array import array

from hypothesis import given
from hypothesis import strategies as st

from camdesk.gui.models import listing_answer
from camdesk.gui.models.listing_answer import rows_of


@given(
    st.lists(st.integers(-(2**62), 2**62), unique=True, max_size=200),
    st.sets(st.integers(0, 250), max_size=20),
    st.integers(1, 50),
)
def test_rows_are_found_wherever_the_slices_fall(
    ids: list[int], places: set[int], length: int
) -> None:
    before = listing_answer._SLICE
    listing_answer._SLICE = length
    try:
        wanted = {ids[place] for place in places if place < len(ids)}
        found = rows_of(array("q", ids), {*wanted, 2**63 - 1})
    finally:
        listing_answer._SLICE = before
    assert found == {row_id: ids.index(row_id) for row_id in wanted}
