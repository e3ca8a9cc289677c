"""A number whose zeros a spreadsheet took is doubtful, with the whole number suggested."""

from contextlib import closing

import pytest

from camdesk.importing.acts import Verdict
from camdesk.importing.mapping import Mapping
from camdesk.importing.plan import Planner
from camdesk.importing.reader import open_table
from camdesk.store.register import Register

MAPPING = Mapping(
    {"инв": "camera.inventory_number", "статус": "state"}, {"state": {"в работе": "in_service"}}
)


@pytest.fixture
def judged(tmp_path):
    def make(*numbers):
        path = tmp_path / "t.csv"
        rows = "".join(f"{number};в работе\n" for number in numbers)
        path.write_text("инв;статус\n" + rows, encoding="utf-8")
        with (
            Register.create(tmp_path / "r.camdesk") as register,
            closing(register.reader()) as connection,
        ):
            return list(Planner(connection, open_table(path), MAPPING, None).rows())

    return make


def test_a_short_number_among_padded_ones_is_doubtful(judged):
    rows = judged("00121", "00122", "00123", "00124", "10125", "126")
    assert [row.verdict for row in rows] == [Verdict.NEW] * 5 + [Verdict.DOUBTFUL]
    (problem,) = rows[-1].problems
    assert (problem.column, problem.text, problem.suggestions) == ("инв", "126", ("00126",))


def test_numbers_of_all_widths_are_not_doubted(judged):
    assert {row.verdict for row in judged("1", "22", "333", "4444", "055", "6")} == {Verdict.NEW}
