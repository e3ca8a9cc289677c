"""The card of an entry calls whatever it recorded by its name."""

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument

from camdesk.domain.lifecycle import State
from camdesk.domain.parts import FittedPart, PartLine
from camdesk.gui.cards import entry_drawing
from camdesk.gui.cards.entry_drawing import draw_entry
from camdesk.gui.cards.entry_reading import read_entry
from camdesk.gui.cards.sheet import Pen
from camdesk.gui.kit.theme import current
from camdesk.store import part_work
from camdesk.store.tables import TABLES


@pytest.fixture
def told(session, register):
    """The text of the card of an entry."""

    def draw(entry: int) -> str:
        connection = register.reader()
        file = read_entry(connection, entry)
        connection.close()
        document = QTextDocument()
        draw_entry(Pen(QTextCursor(document), current()), file)
        return document.toPlainText()

    return draw


def test_every_table_has_a_name() -> None:
    assert set(entry_drawing._TABLES) == set(TABLES)


def test_parts_and_their_moves_are_told_in_words(register, add_camera, told) -> None:
    donor, camera = add_camera("D-1", State.STRIPPED), add_camera("R-1", State.FAILED)
    with register.write("part") as entry:
        (lens,) = part_work.recover(entry, donor, [PartLine("lens", 2, 1_500_00)])
    text = told(entry.id)
    for said in ("New: spare part", "Part: lens", "Donor: D-1", "Quantity: 2"):
        assert said in text
    assert "Where from: Recovered from a camera" in text
    assert "1,500.00" in text
    with register.write("part") as entry:
        part_work.fit(entry, camera, [FittedPart(lens)], event=77)
    text = told(entry.id)
    for said in ("New: use of a spare part", "What happened: Fitted", "Recipient: R-1"):
        assert said in text
    assert "77" not in text, "the number of an event means nothing to people"


def test_a_correction_says_what_it_was_and_what_it_is(register, add_camera, told) -> None:
    donor = add_camera("D-1", State.STRIPPED)
    with register.write("part") as entry:
        (lens,) = part_work.recover(entry, donor, [PartLine("lens", 2)])
    with register.write("correct") as entry:
        entry.correct("part", lens, {"unit_value": 10_00, "acquired_on": "2026-02"})
    text = told(entry.id)
    assert "Value of one: — → " in text
    assert "Into stock on: — → Feb 2026" in text
