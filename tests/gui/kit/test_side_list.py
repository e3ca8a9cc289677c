"""A list of names at the side: as wide as usual, wider where a name needs it, never too wide."""

import pytest

from camdesk.gui.kit.side_list import WIDEST, SideList

USUAL = 200


@pytest.mark.parametrize(
    ("title", "name", "low", "high"),
    [
        ("Books", "Models", USUAL, USUAL),
        ("Books", "Models and their makers now", USUAL + 1, WIDEST),
        ("Anextraordinarylongtitle", "Models", USUAL + 1, WIDEST),
        ("Books", "Models " * 20, WIDEST, WIDEST),
    ],
)
def test_it_is_as_wide_as_its_names_need(show, title, name, low, high):
    side = show(SideList(title, [("a", name)], USUAL), focus=False)
    assert low <= side.width() <= high


def test_a_wide_list_stays_as_wide_as_it_was_asked_to_be(show):
    side = show(SideList("Reports", [("a", "Cameras")], WIDEST + 60), focus=False)
    assert side.width() == WIDEST + 60
