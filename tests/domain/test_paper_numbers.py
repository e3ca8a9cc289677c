"""Numbers of procurement papers: what looks unusual is remarked, nothing is refused."""

import pytest

from camdesk.domain.paper_numbers import NUMBERED, unusual


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("number", "Д-17/2024"),
        ("announcement", "7654321-1"),
        ("announcement", " 7654321-1 "),
        ("lot", "65432101-ЗЦП2"),
        ("lot", "65432101-ОИ1"),
        ("budget_code", "001 149 000/2024"),
    ],
)
def test_a_usual_number_is_not_remarked(column, text):
    assert unusual(column, text) is None


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("number", "б/н"),
        ("announcement", "7654321"),
        ("announcement", "7654321-1 от 5 марта"),
        ("lot", "лот 1"),
        ("budget_code", "местный бюджет"),
    ],
)
def test_an_unusual_number_is_remarked(column, text):
    assert unusual(column, text)


@pytest.mark.parametrize("column", NUMBERED)
@pytest.mark.parametrize("text", [None, "", "  "])
def test_nothing_typed_is_no_remark(column, text):
    assert unusual(column, text) is None
