"""Icons: drawn by us, in one line style, in the colours of the theme."""

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from camdesk.gui.kit import icons
from camdesk.gui.kit.icons import Ink
from camdesk.gui.kit.theme import Theme
from camdesk.gui.kit.tokens import DARK, LIGHT
from camdesk.paths import resource

NEEDED = """cameras sites reports journal search plus import export undo redo close chevron
calendar columns copy edit check warning info lock history help more overview contracts faults
parts fate stocktake figures map""".split()


def colours(pixmap):
    """The colours of the fully opaque pixels."""
    image = pixmap.toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name().upper() for pixel in pixels if pixel.alpha() == 255}


def test_every_icon_that_pages_need_is_there():
    assert set(NEEDED) <= icons.names()


@pytest.mark.parametrize("name", sorted(icons.names()))
def test_every_icon_has_the_one_line_style(name):
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 18 18"' in text
    assert 'stroke-width="1.5"' in text
    assert not re.search(r"#[0-9A-Fa-f]{3}", text)


@pytest.mark.parametrize("name", sorted(icons.names()))
def test_every_icon_draws_something(name, qapp):
    image = icons.pixmap(name, 18).toImage()
    drawn = sum(image.pixelColor(x, y).alpha() > 0 for x in range(18) for y in range(18))
    assert drawn > 10
    # A stroke that leaves its square is cut off; the outermost pixels show it.
    edge = [image.pixelColor(x, y).alpha() for x in range(18) for y in (0, 17)]
    edge += [image.pixelColor(x, y).alpha() for y in range(18) for x in (0, 17)]
    assert max(edge) < 200


def test_an_unknown_icon_is_refused():
    with pytest.raises(LookupError, match="no-such"):
        icons.icon("no-such")


def test_an_icon_follows_the_theme_without_being_made_anew(qapp):
    icon = icons.icon("plus", Ink.ACCENT)
    assert LIGHT.accent in colours(icon.pixmap(54, 54))
    Theme.apply(qapp, "dark")
    assert DARK.accent in colours(icon.pixmap(54, 54))


def test_an_icon_shows_checked_and_disabled(qapp):
    icon = icons.icon("plus")
    off, on = QIcon.State.Off, QIcon.State.On
    assert LIGHT.accent in colours(icon.pixmap(QSize(54, 54), QIcon.Mode.Normal, on))
    assert LIGHT.disabled in colours(icon.pixmap(QSize(54, 54), QIcon.Mode.Disabled, off))


def test_an_icon_is_sharp_on_a_fine_screen(qapp):
    pixmap = icons.icon("plus").pixmap(QSize(16, 16), 2.0)
    assert pixmap.size() == QSize(32, 32)
    assert pixmap.devicePixelRatio() == 2


def test_the_program_has_an_icon_of_its_own(qapp):
    sizes = icons.application_icon().availableSizes()
    assert {size.width() for size in sizes} >= {16, 32, 48, 256}
