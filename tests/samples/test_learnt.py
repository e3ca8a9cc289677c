"""The sample's own fields and late papers: invented, said to be so, and nothing is out of order."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from camdesk.samples import learnt
from camdesk.store.check import check
from camdesk.store.register import Register


@pytest.fixture(scope="module")
def told(sample_path, tmp_path_factory):
    return Path(shutil.copy(sample_path, tmp_path_factory.mktemp("learnt")))


def test_own_fields_have_values_and_late_papers_stand_behind_repairs(told):
    with Register.open(told) as register:
        with closing(register.reader()) as connection:
            played = connection.execute("SELECT count(*) FROM own_field").fetchone() != (0,)
        if not played:
            learnt.play(register, "выдумано")
        with closing(register.reader()) as connection:
            said = dict(
                connection.execute(
                    "SELECT own_field.name, count(*) FROM own_value"
                    " JOIN own_field ON own_field.id = field GROUP BY 1"
                ).fetchall()
            )
            papers = connection.execute(
                "SELECT count(*) FROM supplement JOIN event ON event.id = supplement.event"
                " WHERE event.kind = 'restored' AND supplement.document IS NOT NULL"
            ).fetchone()
            invented = connection.execute(
                "SELECT count(*) FROM entry WHERE action IN ('own_field', 'fill') AND invented = 0"
            ).fetchone()
            check(connection)
    assert set(said) == {name for _, name, _, _ in learnt.FIELDS}
    assert min(said.values()) >= 20
    assert papers[0] >= 3
    assert invented == (0,)
