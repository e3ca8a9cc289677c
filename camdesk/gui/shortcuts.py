"""F1: every action with its keys, and the keys that lists and forms understand."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from camdesk.domain.errors import N_
from camdesk.gui.actions import ACTIONS, MENUS
from camdesk.gui.kit.dialogs import Dialog
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.settings import Settings
from camdesk.gui.kit.tokens import Space
from camdesk.text.i18n import tr

_COLUMNS = 2

Section = tuple[str, list[tuple[str, str]]]  # a heading, and keys with what they do

# What is no action: the keys of lists, cards and forms.
KEYS = (
    (N_("A letter in a list"), N_("searches")),
    ("↓", N_("from the search field to the list")),
    ("Enter", N_("opens the card of the chosen row")),
    ("Home, End", N_("first and last row")),
    ("Shift+↑, Shift+↓", N_("choose several rows")),
    ("Esc", N_("back: closes what is open, ends what is under way")),
    ("Ctrl+Enter", N_("saves a form")),
    ("Alt+↓", N_("opens a calendar or a list of choices")),
)


class ShortcutsDialog(Dialog):
    """The list of shortcuts, menu by menu, in two columns."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(
            tr("Keyboard shortcuts"),
            cancel=tr("Close"),
            key="shortcuts",
            settings=settings,
            parent=parent,
        )
        sections = [
            (
                tr(label),
                [
                    (keys_text(act.shortcut), tr(act.text).rstrip("…"))
                    for act in ACTIONS.values()
                    if act.menu == menu
                ],
            )
            for menu, label in MENUS.items()
        ]
        keys = [(tr(key), tr(what)) for key, what in KEYS]
        sections.append((tr("In lists and forms"), keys))
        row = QHBoxLayout()
        row.setSpacing(Space.XXL)
        for some in _balanced(sections):
            column = QGridLayout()
            for title, lines in some:
                _add(column, title, lines)
            column.setHorizontalSpacing(Space.L)
            column.setVerticalSpacing(Space.XS)
            column.setColumnStretch(1, 1)
            column.setRowStretch(column.rowCount(), 1)
            row.addLayout(column, 1)
        self.body.addLayout(row)


def _balanced(sections: list[Section]) -> list[list[Section]]:
    """Columns of about one height; within each, and from the first on, the sections keep their
    order."""
    columns: list[list[Section]] = [[] for _ in range(_COLUMNS)]
    for section in sorted(sections, key=lambda one: len(one[1]), reverse=True):
        min(columns, key=lambda some: sum(len(lines) + 1 for _, lines in some)).append(section)
    ordered = [sorted(some, key=sections.index) for some in columns]
    return sorted(ordered, key=lambda some: sections.index(some[0]))


def _add(grid: QGridLayout, title: str, lines: list[tuple[str, str]]) -> None:
    """Put a section below what stands in the column."""
    top = grid.rowCount()
    heading = Label(title, "heading")
    heading.setContentsMargins(0, Space.M if top > 1 else 0, 0, Space.XS)
    grid.addWidget(heading, top, 0, 1, 2)
    for number, (keys, what) in enumerate(lines, top + 1):
        grid.addWidget(Label(keys, "muted"), number, 0)
        grid.addWidget(Label(what), number, 1)


def keys_text(shortcut: str) -> str:
    """A shortcut as the system writes it."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
