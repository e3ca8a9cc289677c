"""The declared list of actions: whole, and free of contradictions."""

import inspect
from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from camdesk.gui.actions import ACTIONS, MENUS, Act, Need
from camdesk.gui.kit.icons import names
from camdesk.gui.window.files import Files
from camdesk.gui.window.helper import Helper
from camdesk.gui.window.imports import Imports
from camdesk.gui.window.look_back import LookBack
from camdesk.gui.window.looks import Looks
from camdesk.gui.window.page_stack import PageStack, page_class, page_keys
from camdesk.gui.window.undo import Undo

PAGES = {key: page_class(key) for key in page_keys()}
HELPERS = {
    "files": Files,
    "help": Helper,
    "imports": Imports,
    "look_back": LookBack,
    "looks": Looks,
    "pages": PageStack,
    "undo": Undo,
}

every_act = pytest.mark.parametrize("act", ACTIONS.values(), ids=lambda act: act.id)


def test_no_two_actions_have_the_same_keys() -> None:
    keys = Counter(QKeySequence(act.shortcut).toString() for act in ACTIONS.values())
    # On a page that makes rows of its own, a new camera gives way.
    assert [key for key, times in keys.items() if times > 1] == ["Ctrl+N"]


@every_act
def test_every_action_has_keys_that_exist(act: Act) -> None:
    assert QKeySequence(act.shortcut).toString()


@every_act
def test_every_action_calls_what_there_is(act: Act) -> None:
    if act.of_page:
        pages = [PAGES[act.page]] if act.page else PAGES.values()
        methods = [getattr(page, act.call) for page in pages if hasattr(page, act.call)]
    else:
        helper, _, name = act.call.partition(".")
        methods = [getattr(HELPERS[helper], name)]
    assert methods
    for method in methods:
        given = ("self", act.argument) if act.argument else ("self",)
        inspect.signature(method).bind(*given)


@every_act
def test_every_icon_was_drawn(act: Act) -> None:
    assert not act.icon or act.icon in names()


@every_act
def test_every_action_stands_in_a_menu(act: Act) -> None:
    assert act.menu in MENUS


@every_act
def test_an_action_of_a_page_needs_a_register(act: Act) -> None:
    assert not act.of_page or Need.REGISTER in act.needs
