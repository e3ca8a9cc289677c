"""Both coordinates in one cell become the latitude and the longitude of the site."""

from contextlib import closing

import pytest

from camdesk.importing.mapping import Mapping
from camdesk.importing.reader import open_table
from camdesk.importing.run import carry_out
from camdesk.store.register import Register

MAPPING = Mapping(
    {"код": "site.code", "статус": "state", "где": "site.position"},
    {"state": {"в работе": "in_service"}},
    keys=("site.code",),
)


@pytest.mark.parametrize(
    "where", ["51.2304, 51.3721", "51,2304; 51,3721", "POINT (51.3721 51.2304)"]
)
def test_a_pair_is_recorded_as_two_facts(tmp_path, where):
    path = tmp_path / "t.tsv"
    path.write_text(f"код\tстатус\tгде\nА1\tв работе\t{where}\nА2\tв работе\t-\n", encoding="utf-8")
    with Register.create(tmp_path / "r.camdesk") as register:
        carry_out(register, open_table(path), MAPPING)
        with closing(register.reader()) as connection:
            rows = connection.execute("SELECT code, latitude, longitude FROM site ORDER BY code")
            assert list(rows) == [("А1", 51.2304, 51.3721), ("А2", None, None)]
