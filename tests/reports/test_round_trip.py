"""A report of cameras that is imported again proposes no change, in any column."""

from dataclasses import replace
from datetime import date

import pytest

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.importing.mapping import Purpose
from camdesk.importing.proposal import propose
from camdesk.importing.reader import open_table
from camdesk.importing.run import import_table
from camdesk.reports.catalogue import REPORTS
from camdesk.reports.csv_out import write_csv
from camdesk.reports.dialects import DIALECTS
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "r.camdesk"
    with Register.create(path) as register, register.write("create") as entry:
        region = entry.add("place", {"kind": "region", "name_ru": "Область"})
        town = entry.add("place", {"kind": "city", "name_ru": "Город", "parent": region})
        holder = entry.add("organisation", {"name": "Казахтелеком"})
        facts = {
            "code": "У-1", "name": "Площадь", "place": town, "address": "ул. Абая, 1",
            "latitude": 51.25, "longitude": 51.375, "mount": "Опора", "height_m": 6.5,
            "azimuth": 90.0, "purpose": "Перекрёсток", "operator": holder, "note": "Сухо",
        }  # fmt: skip
        sites = [entry.add("site", facts), entry.add("site", {"name": "Без адреса"}), None]
        model = entry.add("model", {"maker": "Hikvision", "name": "DS-2"})
        programme = entry.add("programme", {"name_ru": "Подъезды"})
        for number, site in enumerate(sites):
            said = {"inventory_number": f"00{number}", "serial_number": f"S{number}"}
            if site == sites[0]:
                said |= {"model": model, "programme": programme, "balance_holder": holder,
                         "service_life_months": 60, "note": "Первая"}  # fmt: skip
            camera = entry.add("camera", said)
            state = State.IN_STOCK if site is None else State.IN_SERVICE
            values = {"state": state, "connected": True if site == sites[0] else None}
            hung = {} if site is None else {"site": site, "installed_on": PartialDate.year(2019)}
            opening = NewEvent("opening", PartialDate.parse("2020-01-01"), {**values, **hung})
            entry.record(camera, opening)
        system = entry.add("camera", {"unit": "system", "cameras_in_system": 4})
        entry.record(system, NewEvent("received", PartialDate.parse("2021")))
    return path


def test_a_cameras_report_imported_again_proposes_no_change(path, tmp_path):
    out = tmp_path / "cameras.csv"
    with Register.open(path, read_only=True) as register:
        connection = register.reader()
        table = REPORTS["cameras"].run(connection, {})
        assert write_csv(out, table.columns, table.rows, DIALECTS["machine"]) == 4
        connection.close()
    mapping = replace(propose(open_table(out)), purpose=Purpose.SNAPSHOT, keys=("camera.id",))
    read = {"since"}  # what follows from the events
    assert set(mapping.columns) == {c.name for c in REPORTS["cameras"].columns} - read
    kept = tmp_path / "m.toml"
    mapping.save(kept)
    outcome = import_table(path, out, mapping=kept, as_of=date(2026, 11, 23), dry_run=True)
    assert any("4 rows unchanged" in line for line in outcome.lines()), outcome.lines()
