"""A table spoilt in every way of a public benchmark is read as it was before."""

import csv
from collections import defaultdict

import pytest

from camdesk.importing.table_report import Overrules, look_at
from tests.importing.pollution import cases, score, table

# A heading that has lost the delimiter before it ("PriceDeviceName") stays with its neighbour.
LOST_HEADINGS = {f"less_sep_0_{column}" for column in range(1, 6)}


@pytest.fixture
def grid(tmp_path):
    def read(content):
        path, out = tmp_path / "in.csv", tmp_path / "out.csv"
        path.write_bytes(content)
        look_at(path, Overrules(), out, lambda _: None)
        with out.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    return read


def test_the_score_of_a_table_with_itself_is_one_and_of_another_is_less():
    assert score(table(), table()) == 1
    assert 0.9 < score([*table()[:80], ["x"]], table()) < 1
    assert score([], []) == 1
    assert score([], table()) == 0


def _whole(case):
    return case.name == case.kind


@pytest.mark.parametrize("case", [case for case in cases() if _whole(case)], ids=lambda c: c.kind)
def test_a_file_spoilt_as_a_whole_is_read_as_it_was(grid, case):
    assert grid(case.content) == case.grid


ROWS = ("_0_", "_1_", "_5_", "_6_", "_13_", "_54_", "_80_", "_83_")


@pytest.mark.parametrize("kind", ["more_sep", "less_sep", "extra_quote", "row_delimiter_0x20"])
def test_a_spoilt_row_is_mended_and_the_others_are_left_alone(grid, kind):
    some = [
        case
        for case in cases()
        if case.kind == kind
        and any(row in case.name for row in ROWS)
        and case.name not in LOST_HEADINGS
    ]
    scores = [score(grid(case.content), case.grid) for case in some]
    assert min(scores) > 0.99
    assert sum(scores) / len(scores) > 0.999


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_nearly_everything_is_read_exactly(grid):
    scores = defaultdict(list)
    exact = 0
    for case in cases():
        found = grid(case.content)
        exact += found == case.grid
        scores[case.kind].append(score(found, case.grid))
    means = {kind: sum(found) / len(found) for kind, found in scores.items()}
    assert min(means.values()) > 0.999
    assert exact > 2265
