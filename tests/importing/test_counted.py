"""Numbers that were counted, from tables of any shape."""

from contextlib import closing

import pytest

from camdesk.domain.errors import KnownError
from camdesk.importing.counted import counted
from camdesk.store.register import Register
from camdesk.store.stock_take_work import Counted


@pytest.fixture
def read(tmp_path):
    with Register.create(tmp_path / "r.camdesk") as register:
        with register.write("site") as entry:
            entry.add("site", {"code": "У-1"})

        def from_text(text: str, encoding: str = "utf-8") -> list[Counted]:
            path = tmp_path / "numbers.csv"
            path.write_bytes(text.encode(encoding))
            with closing(register.reader()) as connection:
                return counted(connection, path)

        yield from_text


def test_a_plain_column_loses_neither_its_first_number_nor_leading_zeros(read):
    assert read("00412\n00413\n\n00414\n") == [Counted("00412"), Counted("00413"), Counted("00414")]


def test_the_column_of_numbers_is_found_by_its_name(read):
    text = "№ п/п;Адрес;Инвентарный номер;Примечание\n1;ул. Абая;ЗКО-1;\n2;;ЗКО-2;да\n3;;;\n"
    assert read(text, "cp1251") == [Counted("ЗКО-1"), Counted("ЗКО-2")]


def test_results_and_sites_are_read_where_the_table_has_them(read):
    text = "inventory_number,result,site\nA,found,у -1\nB,missing,\nC,not found,?\nD,,\n"
    assert read(text) == [
        Counted("A", site=1), Counted("B", missing=True), Counted("C", missing=True), Counted("D"),
    ]  # fmt: skip


def test_words_of_the_office_say_that_a_camera_is_missing(read):
    text = "Инв. №;Наличие\n1;есть\n2;нет\n3;Отсутствует\n4;да\n"
    assert [one.missing for one in read(text)] == [False, True, True, False]


def test_the_list_that_was_walked_with_can_be_read_back(read):
    head = "Инв. номер;Серийный номер;Модель;Программа;Адрес;Найдена\n"
    text = head + "1;S1;;;;да\n2;;;;;нет\n;S3;;;;\n№ 4;;;;;\n"
    assert read(text) == [
        Counted("1"), Counted("2", missing=True), Counted("S3"), Counted("№ 4"),
    ]  # fmt: skip


def test_a_table_without_numbers_is_refused(read):
    with pytest.raises(KnownError, match="holds no numbers"):
        read("номер;адрес\n;ул. Абая\n")
