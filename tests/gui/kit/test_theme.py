"""Light and dark come from one table, and everything in it can be read."""

import re

import pytest
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QLineEdit

from camdesk.domain.lifecycle import STATES
from camdesk.gui.kit.qss import stylesheet
from camdesk.gui.kit.theme import (
    KAZAKH_LETTERS,
    Mode,
    Theme,
    current,
    has_kazakh,
    interface_font,
    tabular,
)
from camdesk.gui.kit.tokens import DARK, LIGHT, contrast
from camdesk.paths import resource

THEMES = (LIGHT, DARK, LIGHT.high_contrast(), DARK.high_contrast())
each_theme = pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)


@each_theme
def test_every_state_can_be_read_on_list_and_selection(tokens):
    assert {facts.tone for facts in STATES.values()} <= tokens.states.keys()
    for colour in tokens.states.values():
        for ground in (tokens.background, tokens.surface, tokens.hover, tokens.selection):
            assert contrast(colour, ground) >= 4.5


@each_theme
def test_every_text_can_be_read(tokens):
    for ground in (tokens.background, tokens.surface):
        for colour in (tokens.text, tokens.muted, tokens.accent, tokens.error, tokens.warning):
            assert contrast(colour, ground) >= 4.5
    for colour in (tokens.text, tokens.accent, tokens.error, tokens.muted_on_selection):
        assert contrast(colour, tokens.selection) >= 4.5
    for ground in (tokens.accent, tokens.accent_hover):
        assert contrast(tokens.on_accent, ground) >= 4.5


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_states_differ_from_each_other():
    for tokens in (LIGHT, DARK):
        assert len(set(tokens.states.values())) == len(tokens.states)


def test_a_change_of_theme_reaches_palette_and_style_sheet(qapp):
    theme = Theme.apply(qapp, "dark")
    assert theme.mode is Mode.DARK
    assert current() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == DARK.surface
    assert DARK.accent in qapp.styleSheet()
    Theme.apply(qapp, "light")
    assert current() is LIGHT
    assert DARK.accent not in qapp.styleSheet()


def test_a_change_of_theme_is_announced_once(qapp, qtbot):
    theme = Theme.of(qapp)
    with qtbot.waitSignal(theme.changed):
        Theme.apply(qapp, "dark")
    assert Theme.of(qapp) is theme


def test_the_system_mode_follows_the_system(qapp):
    assert Theme.apply(qapp, "system").tokens in (LIGHT, DARK)


@each_theme
def test_the_style_sheet_is_complete_and_flat(tokens):
    sheet = stylesheet(tokens)
    assert "$" not in sheet
    assert "gradient" not in sheet
    assert "shadow" not in sheet
    for url in re.findall(r'url\("([^"]+)"\)', sheet):
        assert resource("icons", "controls", url.rpartition("/")[2]).is_file()


@pytest.mark.parametrize(("kind", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_the_pictures_of_the_style_sheet_have_the_colours_of_the_table(kind, tokens):
    arrow = resource("icons", "controls", f"arrow-{kind}.svg").read_text()
    check = resource("icons", "controls", f"check-{kind}.svg").read_text()
    assert tokens.muted in arrow
    assert tokens.on_accent in check


def test_the_style_sheet_is_understood(qapp, show):
    # Qt says "Could not parse" as a warning, which fails the test.
    show(QLineEdit())
    assert qapp.style().metaObject().className() == "QStyleSheetStyle"


def test_the_interface_font_draws_kazakh(qapp):
    assert has_kazakh(interface_font()), KAZAKH_LETTERS
    assert interface_font().pointSizeF() == 10


def test_columns_of_numbers_ask_for_figures_of_one_width(qapp):
    assert tabular(QFont()).isFeatureSet(QFont.Tag("tnum"))
    assert not QFont().isFeatureSet(QFont.Tag("tnum"))
