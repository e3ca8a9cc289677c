"""The wizard offers the own fields of the register it imports into, dates with their order."""

import pytest

from camdesk.domain.own_fields import OwnField
from camdesk.gui.import_wizard.meaning_step import MeaningStep
from camdesk.importing.fields import targets
from camdesk.importing.proposal import propose
from camdesk.importing.reader import open_table

OWN = (OwnField(1, "camera", "Поверка", "date"), OwnField(2, "site", "Опора", "text"))
TEXTS = {"инв": {"А-1": 1}, "статус": {"в работе": 1}, "Поверка": {"25.12.2024": 1}, "Столб": {}}


@pytest.fixture
def step(qtbot, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("инв;статус;Поверка;Столб\nА-1;в работе;25.12.2024;7\n", encoding="utf-8")
    table = open_table(path)
    made = MeaningStep()
    qtbot.addWidget(made)
    made.show_table(table.columns, TEXTS, propose(table, OWN), targets(OWN))
    made.show()
    return made


def test_a_column_called_as_an_own_field_is_proposed_with_the_order_of_its_dates(step):
    mapping = step.mapping()
    assert mapping.columns["Поверка"] == "camera.own.Поверка"
    assert mapping.orders == {"Поверка": "dmy"}
    step.show_column("Поверка")
    assert step.pane.order.isVisible()
    assert step.pane.samples.text() == "25.12.2024 → 25 Dec 2024"


def test_any_other_column_can_be_given_to_an_own_field(qtbot, step):
    step.show_column("Столб")
    field = step.pane.field
    field.setFocus()
    qtbot.keyClicks(field, "")
    field.setText("Опора")
    field.textEdited.emit("Опора")
    qtbot.waitUntil(lambda: bool(field.options()))
    qtbot.keyClick(field, "\r")
    assert step.mapping().columns["Столб"] == "site.own.Опора"
