"""Draw every control of the kit, light and dark, into build/gallery/.

    python scripts/gallery.py [--language ru] [--show]

QT_SCALE_FACTOR=2 draws for a sharp screen, and names the pictures so. With --show a window
opens instead.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from camdesk.text.i18n import LANGUAGES, set_language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QLineEdit, QTableWidget, QVBoxLayout, QWidget

    from camdesk.gui.kit.chips import Chip

OUT = Path(__file__).resolve().parent.parent / "build" / "gallery"


def main() -> int:
    """Draw the pictures; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=sorted(LANGUAGES), default="ru")
    parser.add_argument("--show", action="store_true", help="open a window instead of drawing")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    options = parser.parse_args()
    set_language(options.language)
    if not options.show:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from camdesk.gui.kit import icons
    from camdesk.gui.kit.theme import Theme

    app = QApplication(sys.argv[:1])
    app.setWindowIcon(icons.application_icon())
    if options.show:
        Theme.apply(app, options.theme)
        page = _page()
        page.show()
        return app.exec()
    OUT.mkdir(parents=True, exist_ok=True)
    for theme in ("light", "dark"):
        Theme.apply(app, theme)
        _draw(app, theme)
    print(f"Drawn into {OUT}")
    return 0


def _draw(app: QApplication, theme: str) -> None:
    ratio = round(app.devicePixelRatio())
    suffix = f"{theme}@{ratio}x" if ratio > 1 else theme
    made: dict[str, QWidget] = {
        "page": _page(),
        "controls": _controls(),
        "dialog": _dialog(),
    }
    for name, widget in made.items():
        widget.show()
        app.processEvents()
        widget.grab().save(str(OUT / f"{name}-{suffix}.png"))
    for name, popup in _popups().items():
        app.processEvents()
        popup.grab().save(str(OUT / f"{name}-{suffix}.png"))
        popup.hide()
    for widget in made.values():
        widget.close()


def _page() -> QWidget:
    """The Cameras page of the sketch, from the kit alone."""
    from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

    from camdesk.gui.kit.buttons import Button
    from camdesk.gui.kit.chips import ChipRow
    from camdesk.gui.kit.labels import Line
    from camdesk.gui.kit.sidebar import Page, SideBar

    names = (
        "Обзор overview|Камеры cameras|Места sites|Договоры contracts|Неисправности faults|"
        "Запчасти parts|Списание и судьба fate|Инвентаризация stocktake|Опубликованное figures|"
        "Отчёты reports|Журнал journal"
    )
    named = (line.rpartition(" ") for line in names.split("|"))
    pages = [Page(icon, name, icon) for name, _, icon in named]
    sidebar = SideBar(pages, "camdesk", "Реестр ДП ЗКО")
    sidebar.set_current("cameras")
    window = QMainWindow()
    window.resize(1366, 768)
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(sidebar)
    middle = QVBoxLayout()
    middle.setSpacing(12)
    middle.setContentsMargins(20, 16, 20, 12)
    top = QHBoxLayout()
    top.setSpacing(8)
    top.addWidget(_search(), 1)
    top.addWidget(Button("Импорт", icon="import"))
    top.addWidget(Button("Новая камера", icon="plus", primary=True))
    middle.addLayout(top)
    middle.addWidget(ChipRow(_chips()))
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addLayout(middle)
    column.addWidget(Line())
    column.addWidget(_table(), 1)
    row.addLayout(column, 1)
    row.addWidget(Line(vertical=True))
    card = QFrame()
    card.setProperty("role", "surface")
    card.setFixedWidth(336)
    _fill_card(QVBoxLayout(card))
    row.addWidget(card)
    window.setCentralWidget(whole)
    window.statusBar().showMessage("15 из 3 236  ·  Сохранено 11:42  ·  Отменить: «Неисправна»")
    return window


def _search() -> QLineEdit:
    from PySide6.QtWidgets import QLineEdit

    from camdesk.gui.kit import icons

    line = QLineEdit()
    line.setPlaceholderText("Номер, адрес, место, программа, документ…   Ctrl+F")
    line.addAction(icons.icon("search", icons.Ink.MUTED), QLineEdit.ActionPosition.LeadingPosition)
    return line


def _chips() -> list[Chip]:
    from camdesk.domain.lifecycle import STATES
    from camdesk.gui.kit.chips import Chip
    from camdesk.text.i18n import tr

    states = [(state.value, tr(facts.label)) for state, facts in STATES.items()]
    counts = {value: 3 * place * place + 1 for place, (value, _) in enumerate(states)}
    state = Chip("Состояние", states, counts)
    state.set_value({"failed", "in_repair"})
    names = ("Программа", "Район", "Подключение", "Балансодержатель", "Год")
    return [state, *(Chip(name, [(1, "Один"), (2, "Два")]) for name in names)]


def _table() -> QTableWidget:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

    from camdesk.domain.lifecycle import STATES
    from camdesk.gui.kit.labels import StateLabel
    from camdesk.gui.kit.tokens import ROW_HEIGHT
    from camdesk.text.i18n import tr

    heads = ("Инв. номер", "Состояние", "Программа", "Район", "С даты")
    table = QTableWidget(len(STATES), len(heads))
    table.setHorizontalHeaderLabels(heads)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.setShowGrid(False)
    table.setWordWrap(False)
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    table.horizontalHeader().setDefaultAlignment(left)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setHighlightSections(False)
    table.setColumnWidth(1, 210)
    for row, facts in enumerate(STATES.values()):
        table.setItem(row, 0, QTableWidgetItem(f"ЗКО-{row + 388:06d}"))
        table.setCellWidget(row, 1, StateLabel(tr(facts.label), facts.tone))
        table.setItem(row, 2, QTableWidgetItem("Ковровое покрытие"))
        table.setItem(row, 3, QTableWidgetItem("Уральск"))
        table.setItem(row, 4, QTableWidgetItem("конец 2024"))
    table.selectRow(4)
    return table


def _fill_card(column: QVBoxLayout) -> None:
    from PySide6.QtWidgets import QGridLayout, QMenu

    from camdesk.gui.kit.buttons import Button
    from camdesk.gui.kit.flow import FlowLayout
    from camdesk.gui.kit.labels import ElidedLabel, Label, StateLabel

    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(8)
    column.addWidget(Label("ЗКО-000412", "title", selectable=True))
    column.addWidget(StateLabel("Неисправна 19 дней  ·  связь с ЦОУ есть", "failed"))
    steps = FlowLayout(spacing=6)
    steps.addWidget(Button("Восстановлена…", primary=True))
    steps.addWidget(Button("Снять…"))
    more = Button("Ещё")
    more.set_menu(QMenu(more))
    steps.addWidget(more)
    column.addLayout(steps)
    facts = QGridLayout()
    facts.setVerticalSpacing(6)
    facts.setHorizontalSpacing(12)
    known = {
        "Место": "ул. Абая, 96 · опора, 6 м",
        "Модель": "DS-2CD2T47 · срок службы 7 лет",
        "Серийный №": "SN7A0C3F19B2",
        "Договор": "№ 25/0417 · 92 400,00 тг",
        "Баланс": "Департамент полиции Западно-Казахстанской области",
    }
    for row, (label, text) in enumerate(known.items()):
        facts.addWidget(Label(label, "muted"), row, 0)
        facts.addWidget(ElidedLabel(text), row, 1)
    facts.setColumnStretch(1, 1)
    column.addSpacing(8)
    column.addLayout(facts)
    column.addSpacing(8)
    column.addWidget(Label("История", "heading"))
    column.addStretch(1)


def _controls() -> QWidget:
    from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

    from camdesk.domain.dates import PartialDate
    from camdesk.gui.kit.buttons import Button, IconButton
    from camdesk.gui.kit.date_edit import PartialDateEdit
    from camdesk.gui.kit.edits import ChoiceBox, MoneyEdit, NoteEdit, NumberEdit, YesNoBox
    from camdesk.gui.kit.form import Form
    from camdesk.gui.kit.notices import Busy, EmptyState, Level, NoticeBar
    from camdesk.gui.kit.picker import Option, Picker

    sheet = QWidget()
    sheet.setMinimumSize(1100, 720)
    columns = QHBoxLayout(sheet)
    columns.setContentsMargins(24, 24, 24, 24)
    columns.setSpacing(24)
    above, left = Form(), Form(label_width=110)
    for form in (above, left):
        when = PartialDateEdit(PartialDate.day(date(2026, 11, 4)))
        form.add("when", "Когда", when, required=True)
        words = PartialDateEdit()
        words.line.setText("в конце 2024")
        words.line.textEdited.emit("в конце 2024")
        form.add("words", "Словами", words)
        site = Picker(lambda text, answer: answer([Option(1, "ул. Абая, 96", "Уральск")]))
        form.add("site", "Место", site, hint="Начните с улицы или номера")
        form.add("cost", "Стоимость", MoneyEdit(9_240_000))
        form.add("mass", "Масса, кг", NumberEdit("2.5"))
        form.add("mode", "Что не так", ChoiceBox([(1, "Нет изображения"), (2, "Нет питания")], 1))
        form.add("wiped", "Носители очищены", YesNoBox())
        form.show_error("cost", "«12,345» — не сумма. Напишите её в тенге, например 1 234 567,50.")
    above.add("note", "Примечание", NoteEdit("Замечена дворником утром."))
    columns.addWidget(above, 1)
    columns.addWidget(left, 1)
    side = QVBoxLayout()
    side.setSpacing(12)
    bar = NoticeBar()
    bar.post(Level.INFO, "Записано: неисправна, ЗКО-000412.", "Отменить", lambda: None, key="i")
    bar.post(Level.WARNING, "Открыто только для чтения: реестр открыт в другом окне.", key="w")
    bar.post(Level.ERROR, "Диск полон. Освободите место и повторите.", "Повторить", key="e")
    side.addWidget(bar)
    buttons = QHBoxLayout()
    buttons.setSpacing(8)
    disabled = Button("Нельзя")
    disabled.setEnabled(False)
    flat = Button("На дату: сегодня", flat=True)
    for button in (Button("Сохранить", primary=True), Button("Отмена"), disabled, flat,
                   IconButton("columns", "Столбцы"), IconButton("more", "Ещё")):  # fmt: skip
        buttons.addWidget(button)
    buttons.addStretch(1)
    side.addLayout(buttons)
    busy = Busy()
    busy.start("Импорт austin_traffic_cameras_2018.csv", after_ms=0)
    busy.progress(311, 758)
    side.addWidget(busy)
    hint = "Измените поиск или снимите фильтры."
    side.addWidget(EmptyState("search", "Ничего не нашлось", hint, "Снять фильтры"), 1)
    columns.addLayout(side, 1)
    return sheet


def _dialog() -> QWidget:
    from PySide6.QtWidgets import QHBoxLayout

    from camdesk.gui.kit.date_edit import PartialDateEdit
    from camdesk.gui.kit.dialogs import Dialog
    from camdesk.gui.kit.edits import MoneyEdit, NoteEdit, TextEdit
    from camdesk.gui.kit.form import Form

    dialog = Dialog("Снять камеру", "Сохранить", subtitle="ЗКО-000412 · ул. Абая, 96")
    form = Form(label_width=130)
    form.add("when", "Когда", PartialDateEdit(), required=True)
    form.add("paper", "Акт снятия", TextEdit("№ 77"))
    form.add("cost", "Стоимость", MoneyEdit())
    form.add("note", "Примечание", NoteEdit())
    dialog.body.addWidget(form)
    dialog.body.addLayout(QHBoxLayout())
    return dialog


def _popups() -> dict[str, QWidget]:
    from camdesk.gui.kit.date_edit import PartialDateEdit
    from camdesk.gui.kit.option_list import Option, OptionList

    chip = _chips()[0]
    chip.show()
    chip.open()
    when = PartialDateEdit()
    when.show()
    when.open_calendar()
    calendar = when.calendar_popup()
    owner = _search()
    owner.resize(320, 32)
    owner.show()
    finds = OptionList(owner)
    finds.offer(
        [Option(1, "ул. Абая, 96", "Уральск · опора"), Option(2, "ул. Абая, 98", "Уральск")],
        "Создать «абая»…",
        "",
    )
    checklist = chip.popup()
    assert checklist is not None
    assert calendar is not None
    made: dict[str, QWidget] = {"checklist": checklist, "calendar": calendar, "finds": finds}
    menu = when.frequent()
    menu.popup(when.pos())
    made["menu"] = menu
    _keep.extend((chip, when, owner))
    return made


_keep: list[object] = []  # owners of the popups being drawn


if __name__ == "__main__":
    sys.exit(main())
