"""The gallery draws every control, in every language; nothing in it warns."""

import importlib.util
import sys
from pathlib import Path

import pytest

from camdesk.gui.kit.labels import ElidedLabel
from camdesk.gui.kit.theme import Theme
from camdesk.text.i18n import LANGUAGES, set_language

SCRIPT = Path(__file__).parents[3] / "scripts" / "gallery.py"


@pytest.fixture
def gallery(monkeypatch, tmp_path):
    spec = importlib.util.spec_from_file_location("gallery", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "gallery", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "OUT", tmp_path)
    return module


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_gallery_draws_every_control(gallery, qapp, tmp_path, language, theme):
    set_language(language)
    Theme.apply(qapp, theme)
    gallery._draw(qapp, theme)
    drawn = {path.name.partition("-")[0] for path in tmp_path.iterdir()}
    assert drawn >= {"page", "controls", "dialog", "checklist", "calendar", "finds", "menu"}
    assert all(path.stat().st_size > 500 for path in tmp_path.iterdir())


def test_no_button_is_cut_off_on_a_small_screen(gallery, qtbot):
    from camdesk.gui.kit.buttons import Button

    page = gallery._page()
    qtbot.addWidget(page)
    page.show()
    assert (page.width(), page.height()) == (1366, 768)
    for button in page.findChildren(Button):
        assert button.width() >= button.minimumSizeHint().width()
    assert page.findChildren(ElidedLabel)
