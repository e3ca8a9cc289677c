"""Distances on the ground, against known ones and the rules of any distance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.geo import distance_km

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
URALSK, AKSAI = (51.23, 51.39), (51.17, 53.00)


def test_from_uralsk_to_aksai_it_is_a_hundred_and_twelve_kilometres() -> None:
    assert distance_km(URALSK, AKSAI) == pytest.approx(112.4, abs=0.5)


def test_half_way_round_the_earth_is_the_farthest() -> None:
    assert distance_km((0, 0), (0, 180)) == pytest.approx(20015, abs=1)


@given(POINTS, POINTS)
def test_there_and_back_are_equal_and_never_farther_than_half_round(one, other) -> None:
    there = distance_km(one, other)
    assert there == pytest.approx(distance_km(other, one))
    assert 0 <= there <= 20016
    assert distance_km(one, one) == pytest.approx(0, abs=1e-6)
