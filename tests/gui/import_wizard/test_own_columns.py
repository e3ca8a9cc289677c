"""The wizard offers the own fields of the register it imports into, dates with their order."""

import pytest

from camdesk.domain.own_fields import OwnField
from camdesk.gui.import_wizard.meaning_step import MeaningStep, different_texts
from camdesk.importing.fields import targets
from camdesk.importing.proposal import propose
from camdesk.importing.reader import open_table

OWN = (OwnField(1, "camera", "Поверка", "date"), OwnField(2, "site", "Опора", "text"))


@pytest.fixture
def step(qtbot, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("инв;статус;Поверка;Столб\nА-1;в работе;25.12.2024;7\n", encoding="utf-8")
    table = open_table(path)
    made = MeaningStep()
    qtbot.addWidget(made)
    made.show_mapping(table, propose(table, OWN), different_texts(table), targets(OWN))
    made.show()
    return made


def test_a_column_called_as_an_own_field_is_proposed_with_the_order_of_its_dates(step):
    mapping = step.mapping()
    assert mapping.columns["Поверка"] == "camera.own.Поверка"
    assert mapping.orders == {"Поверка": "dmy"}
    assert step._orders["Поверка"].isVisible()


def test_any_other_column_can_be_given_to_an_own_field(step):
    box = step._fields["Столб"]
    texts = [box.itemText(row) for row in range(box.count())]
    box.setCurrentIndex(texts.index("Опора"))
    box.changed.emit()
    assert step.mapping().columns["Столб"] == "site.own.Опора"
