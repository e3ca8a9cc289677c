from array import array
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QStringListModel

from camdesk.gui.views.row_selection import RowSelection, merged

ranges = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 9)).map(lambda pair: (pair[0], sum(pair))),
    max_size=12,
)


@given(ranges)
def test_merged_ranges_hold_the_same_rows_and_never_touch(some: list[tuple[int, int]]) -> None:
    found = merged(some)
    assert rows(found) == rows(some)
    assert all(one[1] + 1 < other[0] for one, other in pairwise(found))


@given(ranges)
def test_a_selection_knows_its_rows_their_number_and_their_ids(
    some: list[tuple[int, int]],
) -> None:
    model = QStringListModel([""] * 70)
    selection = QItemSelectionModel(model)
    chosen = QItemSelection()
    for first, last in some:
        chosen.merge(
            QItemSelection(model.index(first), model.index(last)),
            QItemSelectionModel.SelectionFlag.Select,
        )
    selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    found = RowSelection(selection)
    wanted = rows(some)
    assert {row for row in range(70) if row in found} == wanted
    assert found.count() == len(wanted)
    ids = array("q", range(1000, 1070))
    assert list(found.of(ids)) == [1000 + row for row in sorted(wanted)]


def rows(some: list[tuple[int, int]]) -> set[int]:
    return {row for first, last in some for row in range(first, last + 1)}
