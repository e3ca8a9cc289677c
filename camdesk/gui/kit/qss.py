"""The style sheet: hairlines, no gradients, no shadows, one accent, a ring round the focus.

Item views keep to palette and delegates: rules for `::item` cost tens of milliseconds a repaint.
"""

from __future__ import annotations

from string import Template

from camdesk.gui.kit.tokens import CONTROL_HEIGHT, RADIUS, SMALL_PT, TEXT_PT, TITLE_PT, Tokens
from camdesk.paths import resource

# The ring is the accent, one pixel wider than the line it replaces, and takes no room of its own.
_SHEET = Template(
    """
QWidget { font-size: ${text_pt}pt; }
QMainWindow, QDialog { background: $background; }
QToolTip {
    background: $surface; color: $text; border: 1px solid $line_strong; padding: 4px 6px;
}
QAbstractScrollArea { border: none; }
QLabel[role="title"] { font-size: ${title_pt}pt; font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="muted"] { font-size: ${small_pt}pt; color: $muted; }
QLabel[role="error"] { font-size: ${small_pt}pt; color: $error; }
QFrame[role="surface"] { background: $surface; }
QFrame[role="line"] { background: $line; border: none; }

QPushButton {
    background: $surface; color: $text; border: 1px solid $line_strong;
    border-radius: ${radius}px; padding: 0 11px; min-height: ${inner}px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $selection; }
QPushButton:focus { border: 2px solid $accent; padding: 0 10px; min-height: ${inner_focus}px; }
QPushButton:disabled { color: $disabled; background: $background; border-color: $line; }
QPushButton::menu-indicator {
    image: url("$arrow"); width: 12px; height: 12px;
    subcontrol-position: right center; subcontrol-origin: padding; right: 9px;
}
QPushButton[hasMenu="true"] { padding-right: 22px; }
QPushButton[primary="true"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[primary="true"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton[primary="true"]:disabled {
    background: $hover; color: $disabled; border-color: $line;
}
QPushButton[flat="true"] { background: transparent; border-color: transparent; color: $accent; }
QPushButton[flat="true"]:hover { background: $hover; }
QPushButton[flat="true"]:focus { border-color: $accent; }
QPushButton[flat="true"]:disabled { color: $disabled; }

QToolButton {
    background: transparent; color: $text; border: 1px solid transparent;
    border-radius: ${radius}px; padding: 4px;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $selection; }
QToolButton:focus { border: 2px solid $accent; padding: 3px; }
QToolButton:disabled { color: $disabled; }
QToolButton[popupMode="2"] { padding-right: 4px; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {
    background: $surface; color: $text; border: 1px solid $line_strong;
    border-radius: ${radius}px; padding: 0 8px;
    selection-background-color: $accent; selection-color: $on_accent;
    placeholder-text-color: $muted;
}
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${inner}px; }
QPlainTextEdit { padding: 4px 4px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $accent; padding: 0 7px;
}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { min-height: ${inner_focus}px; }
QPlainTextEdit:focus { padding: 3px 3px; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] {
    border-color: $error;
}
QLineEdit:read-only, QPlainTextEdit:read-only { background: $background; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
    color: $disabled; background: $background; border-color: $line;
}
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }
QComboBox QAbstractItemView {
    background: $surface; color: $text; border: 1px solid $line_strong; outline: none;
    selection-background-color: $selection; selection-color: $text;
}

QCheckBox { spacing: 8px; padding: 2px; }
QCheckBox::indicator, QListView::indicator, QTreeView::indicator, QTableView::indicator {
    width: 14px; height: 14px; border: 1px solid $muted; border-radius: 3px; background: $surface;
}
QCheckBox::indicator:checked, QListView::indicator:checked, QTreeView::indicator:checked,
QTableView::indicator:checked {
    background: $accent; border-color: $accent; image: url("$check");
}
QCheckBox::indicator:focus { border: 2px solid $accent; }
QCheckBox:focus { border: 1px solid $accent; border-radius: 3px; padding: 1px; }
QCheckBox::indicator:disabled { border-color: $line_strong; background: $background; }
QRadioButton { spacing: 8px; padding: 2px; }
QRadioButton:focus { border: 1px solid $accent; border-radius: 3px; padding: 1px; }

QTableView, QListView, QTreeView {
    background: $surface; color: $text; border: none; outline: none;
    gridline-color: $line; selection-background-color: $selection; selection-color: $text;
}
QHeaderView { background: $background; border: none; border-bottom: 1px solid $line; }
QHeaderView::section {
    background: $background; color: $muted; font-weight: 600; border: none;
    padding: 0 10px; min-height: 36px;
}
QHeaderView::section:hover { background: $hover; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableCornerButton::section { background: $background; border: none; }

QMenu { background: $surface; color: $text; border: 1px solid $line_strong; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QMenuBar { background: $background; color: $text; }
QMenuBar::item { padding: 4px 10px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: $selection; }

QStatusBar { background: $background; color: $muted; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $scroll; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar::tab {
    background: transparent; color: $muted; padding: 8px 12px; border: none;
    border-bottom: 2px solid transparent;
}
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { background: $selection; }

QFrame#popup { background: $surface; border: 1px solid $line_strong; }
QFrame#popup QListView { background: $surface; }
QFrame#sidebar { background: $background; border-right: 1px solid $line; }
QToolButton[role="page"] {
    padding: 0 12px; border-radius: ${radius}px;
}
QToolButton[role="page"]:checked { background: $selection; color: $accent; font-weight: 600; }
QToolButton[role="page"]:focus { border: 2px solid $accent; padding: 0 11px; }
QListView[role="pages"] { background: transparent; }
QListView[role="pages"]::item { padding-left: 8px; border-radius: ${radius}px; }
QListView[role="pages"]::item:hover { background: $hover; }
QListView[role="pages"]::item:selected { background: $selection; color: $text; }
QPushButton[role="chip"] {
    background: $surface; border: 1px solid $line_strong; border-radius: 13px;
    padding: 0 12px; min-height: 24px;
}
QPushButton[role="chip"]:hover { background: $hover; }
QPushButton[role="chip"]:focus { border: 2px solid $accent; padding: 0 11px; min-height: 22px; }
QPushButton[role="chip"][active="true"] {
    background: $selection; border-color: $accent; color: $accent; padding-right: 30px;
}
QPushButton[role="chip"][active="true"]:focus { padding-right: 29px; }
QToolButton[role="clear"] { border-radius: 9px; padding: 1px; }
QToolButton[role="clear"]:hover { background: $surface; }
QFrame[role="notice"] { border: 1px solid $line_strong; border-radius: ${radius}px; }
QFrame[role="notice"][level="info"] { background: $selection; border-color: $selection; }
QFrame[role="notice"][level="warning"] { background: $surface; border-color: $warning; }
QFrame[role="notice"][level="error"] { background: $surface; border-color: $error; }
QCalendarWidget QWidget { alternate-background-color: $background; }
QCalendarWidget QToolButton { padding: 4px 8px; font-weight: 600; }
QCalendarWidget QAbstractItemView {
    selection-background-color: $accent; selection-color: $on_accent;
}
QCalendarWidget QAbstractItemView:disabled { color: $disabled; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; }
"""
)


def stylesheet(tokens: Tokens) -> str:
    """The style sheet of the whole program in the colours of `tokens`."""
    kind = "dark" if tokens.is_dark else "light"
    return _SHEET.substitute(
        {name: getattr(tokens, name) for name in _COLOURS},
        radius=RADIUS,
        inner=CONTROL_HEIGHT - 2,
        inner_focus=CONTROL_HEIGHT - 4,
        text_pt=f"{TEXT_PT:g}",
        small_pt=f"{SMALL_PT:g}",
        title_pt=f"{TITLE_PT:g}",
        scroll=tokens.line_strong,
        arrow=_picture(f"arrow-{kind}.svg"),
        check=_picture(f"check-{kind}.svg"),
    )


_COLOURS = (
    "background", "surface", "hover", "line", "line_strong", "text", "muted", "disabled",
    "accent", "accent_hover", "on_accent", "selection", "error", "warning",
)  # fmt: skip


def _picture(name: str) -> str:
    return resource("icons", "controls", name).as_posix()
