"""Tables that the pictures of the import show: one as clerks send it, a workbook, a snapshot."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

from camdesk.store.register import Register

_HEAD = "Инв. номер;Статус;Район;Адрес;Дата установки;Первоначальная стоимость"
_STATES = ("в работе", "в работе", "снята", "на ремонте?")


def preamble(folder: Path) -> Path:
    """A text table with a title above, a total below, and two rows that do not fit."""
    path = folder / "Камеры по договору.csv"
    rows = [
        f"НК-{number:04d};{_STATES[number % 4]};{'Уральск' if number % 3 else 'Уралск'};"
        f"ул.\u00a0Абая, {number};0{number % 9 + 1}.0{number % 8 + 1}.2023;{number} 500,00 тг"
        for number in range(1, 60)
    ]
    rows.insert(7, "НК-0060;в работе;Уральск;ул. Абая, 60;01.02.2023")
    rows.insert(30, "НК-0061;в работе;Уральск;ул. Абая, 61;01.02.2023;61 500,00 тг;лишнее")
    above = "Реестр камер ДП ЗКО;;;;;\nна 30.09.2025;;;;;\n;;;;;\n"
    body = "\n".join(rows)
    path.write_text(f"{above}{_HEAD}\n{body}\nИтого;;;;;1 770 000\n", encoding="windows-1251")
    return path


def workbook(folder: Path) -> Path:
    """A workbook of two sheets, the table on the second of them."""
    import openpyxl  # type: ignore[import-untyped]

    path = folder / "Камеры районов.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Титул"
    sheet = book.create_sheet("Камеры")
    sheet.append([None, "Камеры районов на 30.09.2025"])
    sheet.append([])
    sheet.append([None, *_HEAD.split(";")])
    for row in range(40):
        day = date(2024, row % 12 + 1, row % 27 + 1)
        where = f"ул. Дружбы народов, {row + 1}"
        sheet.append([None, f"Р-{row:03d}", "в работе", "Аксай", where, day, 91_500 + row])
    book.save(path)
    book.close()
    return path


def snapshot(folder: Path, register: Path) -> Path:
    """Cameras of the register as they stand, some of them otherwise, some that it does not have."""
    path = folder / "Состояние камер.csv"
    with Register.open(register) as opened, closing(opened.reader()) as connection:
        known = connection.execute(
            "SELECT camera.inventory_number, camera.state, site.address FROM camera"
            " JOIN site ON site.id = camera.site WHERE camera.state = 'in_service'"
            " AND camera.inventory_number IS NOT NULL ORDER BY camera.id LIMIT 40"
        ).fetchall()
    rows = ["Инв. номер;Статус;Адрес;Район;Программа;Примечание"]
    for place, (number, _, address) in enumerate(known):
        state = "неисправна" if place % 4 == 1 else "в работе"
        where = "Уральскк" if place % 7 == 2 else ""
        programme = "Безопасный дворик" if place % 9 == 4 else ""
        rows.append(f"{number};{state};{address};{where};{programme};")
    rows += [f"НК-{n:04d};в работе;мкр. Жулдыз, {n};Уральск;;новая" for n in range(1, 9)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
