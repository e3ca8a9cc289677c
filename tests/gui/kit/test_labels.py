"""Texts are plain, whatever they look like, and states are a dot and a word."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QLabel

from camdesk.gui.kit.icons import Ink
from camdesk.gui.kit.labels import ElidedLabel, IconLabel, Label, Line, StateLabel, restyle, tip
from camdesk.gui.kit.tokens import LIGHT

MARKUP = '<b>ЗКО-1</b> <img src="file:///etc/passwd">'


@pytest.mark.parametrize("make", [Label, ElidedLabel])
def test_a_label_never_takes_its_text_for_markup(make, show):
    label = show(make(MARKUP))
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == MARKUP


def test_a_tool_tip_shows_markup_as_text(show):
    label = show(Label("x"))
    tip(label, MARKUP)
    assert "<b>" not in label.toolTip()
    assert "&lt;b&gt;ЗКО-1&lt;/b&gt;" in label.toolTip()
    tip(label, "")
    assert label.toolTip() == ""


def test_a_long_text_ends_in_an_ellipsis_and_is_whole_in_its_tip(show):
    label = ElidedLabel("Департамент полиции Западно-Казахстанской области")
    show(label)
    label.resize(80, 20)
    assert QLabel.text(label).endswith("…")
    assert label.text().endswith("области")
    assert "области" in label.toolTip()
    assert label.accessibleName().endswith("области")
    label.resize(900, 20)
    assert QLabel.text(label) == label.text()
    assert label.toolTip() == ""


def test_a_state_is_said_to_a_screen_reader_and_painted_in_its_colour(show):
    label = show(StateLabel("Failed", "failed"))
    assert label.text() == label.accessibleName() == "Failed"
    image = label.grab().toImage()
    assert image.pixelColor(4, image.height() // 2).name().upper() == LIGHT.state("failed")
    label.set_state("In service", "in_service")
    image = label.grab().toImage()
    assert image.pixelColor(4, image.height() // 2).name().upper() == LIGHT.state("in_service")
    assert label.accessibleName() == "In service"


def test_a_state_has_room_for_its_word(show):
    short, long = show(StateLabel("Lost")), show(StateLabel("Written off, fate unknown"))
    assert long.sizeHint().width() > short.sizeHint().width() > 16


def test_an_icon_label_paints_its_icon(show):
    label = show(IconLabel("warning", Ink.ERROR, 36))
    image = label.grab().toImage()
    seen = {image.pixelColor(x, y).name().upper() for x in range(36) for y in range(36)}
    assert LIGHT.error in seen


def test_a_hairline_is_one_pixel(show):
    assert show(Line()).height() == 1
    assert show(Line(vertical=True)).width() == 1


def test_a_property_changes_the_look_at_once(show):
    label = show(Label("x", "muted"))
    small = label.fontInfo().pointSizeF()
    restyle(label, "role", "title")
    assert label.fontInfo().pointSizeF() > small


def test_a_disabled_tip_event_does_not_crash(show, qapp):
    label = show(Label("x"))
    tip(label, MARKUP)
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), label.mapToGlobal(QPoint(1, 1)))
    assert qapp.sendEvent(label, event)
