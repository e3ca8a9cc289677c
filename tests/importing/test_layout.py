"""Where in a file the table is: headers, preambles, footers and second tables."""

from dataclasses import replace

import pytest

from camdesk.importing.reader import open_table

FORM = """\
Ведомость учёта камер видеонаблюдения;;;;;
г. Уральск, 2024 год;;;;;
;;;;;
№ п/п;Инвентарный номер;Место установки;;Стоимость, тг;Дата
;;улица;дом;;
1;2;3;4;5;6
1;000123;ул. Абая;96;1 234 567,50;05.03.2024
2;000124;пр. Евразия;12/1;934 000;06.03.2024
3;000125;ул. Жукова;5;34 000,00;07.03.2024
Итого;;;;2 202 567,50;

Примечание: цены с НДС
Составил: Иванов И.И.
"""


@pytest.fixture
def opened(tmp_path):
    def write(text, **options):
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8", newline="")
        return open_table(path, **options)

    return write


def cells(table):
    return [row.cells for row in table.rows()]


def test_a_form_has_titles_a_header_of_several_rows_a_total_and_notes(opened):
    table = opened(FORM)
    reading = table.reading
    assert (reading.header_row, reading.header_rows, reading.last_row) == (4, 3, 9)
    assert [row.number for row in table.preamble] == [1, 2]
    assert [row.number for row in table.footer] == [10, 12, 13]
    assert table.columns == (
        "№ п/п",
        "Инвентарный номер",
        "Место установки улица",
        "Место установки дом",
        "Стоимость, тг",
        "Дата",
    )
    assert [row[1] for row in cells(table)] == ["000123", "000124", "000125"]
    assert [row.number for row in table.rows()] == [7, 8, 9]


def grid(text, delimiter=","):
    return [line.split(delimiter) for line in text.splitlines()]


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [
        ("a,b,c\n", "a,b,c", ""),
        ("1,2,3\n", "", "1,2,3"),
        ("1,2,3\n4,5,6\n", "", "1,2,3\n4,5,6"),
        ("id,name", "id,name", ""),
        ("000123\n000124\n", "", "000123\n000124"),
        ("Номер\n000123\n", "Номер", "000123"),
        ("Имя,Улица\nДом,Абая\nМост,Жукова\n", "Имя,Улица", "Дом,Абая\nМост,Жукова"),
        ("2024-01-02,on\n2024-01-03,off\n", "", "2024-01-02,on\n2024-01-03,off"),
        ("Place,2019,2020\nOral,5,6\nAqsai,1,2\n", "Place,2019,2020", "Oral,5,6\nAqsai,1,2"),
        ("sep=;\na;b\n1;2\n", "a,b", "1,2"),
        ("\n\nid,name\n1,a\n", "id,name", "1,a"),
        ("id,,name,name,\n1,2,3,4,5\n", "id,,name,name,", "1,2,3,4,5"),
        ("# exported\nid,city,n\n1,Oral,5\n2,Aqsai,6\n", "id,city,n", "1,Oral,5\n2,Aqsai,6"),
        ("Camera,Range\n,km\nA1,1.2\nA2,1.4\n", "Camera,Range km", "A1,1.2\nA2,1.4"),
        ("id|name\n---|---\n1|a\n2|b\n", "id,name", "1,a\n2,b"),
        ("Of:,Oral\nDay:,2024-01-02\n\nid,name,n\n1,a,5\n2,b,6\n", "id,name,n", "1,a,5\n2,b,6"),
        ("Of:,Oral,,\nid,name,n,m\n1,a,5,6\n2,b,6,7\n", "id,name,n,m", "1,a,5,6\n2,b,6,7"),
        ("id,name,n\nOral,,\n1,a,5\n2,b,6\n", "id,name,n", "Oral,,\n1,a,5\n2,b,6"),
        ("id,name\n1,a\n2,b\n\ncode,place\nX1,Oral\nX2,Aqsai\n", "id,name", "1,a\n2,b"),
        ("made by x, y, z, 2017\ncm,T\n4.5,98.7\n3.5,98.6\n", "cm,T", "4.5,98.7\n3.5,98.6"),
        (
            "Camera,,Place,\nNo,Kind,Street,House\n1,Dome,Abai,5\n2,Mast,Zhukov,7\n",
            "Camera No,Camera Kind,Place Street,Place House",
            "1,Dome,Abai,5\n2,Mast,Zhukov,7",
        ),
    ],
)
def test_headers_are_told_from_rows(opened, text, header, rows):
    table = opened(text)
    assert list(table.header) == (header.split(",") if header else [])
    assert cells(table) == grid(rows)


def test_running_text_under_one_heading_is_one_column(opened):
    text = "Адрес\nул. Абая, 5\nул. Жукова, 7, кв 3\nпр. Евразия\n"
    assert cells(opened(text)) == [["ул. Абая, 5"], ["ул. Жукова, 7, кв 3"], ["пр. Евразия"]]


def test_a_second_table_is_reported_with_its_row_and_nothing_of_it_is_lost(opened):
    table = opened(
        "Cameras\nid,name,city\n1,Dome,Oral\n2,Bullet,Aqsai\n3,Mast,Oral\n\n"
        "Repairs\nid,day,cost,who\n1,2024-01-02,100,Ivan\n2,2024-01-03,200,Petr\n"
    )
    assert table.reading.last_row == 5
    assert [(remark.row, "another table" in remark.message) for remark in table.remarks] == [
        (8, True)
    ]
    assert [row.cells for row in table.footer] == [
        ["Repairs"],
        ["id", "day", "cost", "who"],
        ["1", "2024-01-02", "100", "Ivan"],
        ["2", "2024-01-03", "200", "Petr"],
    ]
    second = opened(
        "a,b\n1,2\n3,4\n\nx,y,z\n5,6,7\n8,9,1\n",
        change=lambda reading: replace(reading, header_row=5, last_row=0),
    )
    assert cells(second) == [["5", "6", "7"], ["8", "9", "1"]]


def test_the_footer_of_a_long_table_is_found_at_its_end(opened):
    rows = "".join(f"{number},Oral,{number % 7}\n" for number in range(60_000))
    table = opened(f"id,city,n\n{rows}Total,,179997\n\nSource: nobody\n")
    assert table.reading.last_row == 60_001
    assert [row.number for row in table.footer] == [60_002, 60_004]
    assert sum(1 for _ in table.rows()) == 60_000


def test_a_row_of_few_cells_at_the_end_is_a_row_where_it_holds_a_value(opened):
    table = opened("id,name,city\n1,a,b\n2,c,d\n3\n")
    assert [row.cells for row in table.rows()][-1] == ["3", "", ""]
    assert not table.footer


def test_a_header_of_another_width_than_the_rows_is_said(opened):
    table = opened("a,b\n1,2,x\n3,4,y\n5,6,z\n")
    assert [remark.row for remark in table.remarks] == [1]
    assert all(row.oddity for row in table.rows())
    assert [row.cells[2] for row in table.rows()] == ["x", "y", "z"]


def test_what_the_clerk_says_of_the_header_is_taken(opened):
    text = "x,y\na,b\n1,2\n3,4\n"
    table = opened(text, change=lambda reading: replace(reading, header_row=1, header_rows=2))
    assert (table.columns, cells(table)) == (("x a", "y b"), [["1", "2"], ["3", "4"]])
    table = opened(text, change=lambda reading: replace(reading, header_row=0, last_row=3))
    assert (table.columns, cells(table)) == (("#1", "#2"), [["x", "y"], ["a", "b"], ["1", "2"]])


def test_names_are_on_one_line_and_hold_nothing_that_cannot_be_seen(opened):
    table = opened('"Инв.\n номер",\u200bАдрес\u202e,Сумма\u00a0тг\n1,x,2\n')
    assert table.columns == ("Инв. номер", "Адрес", "Сумма тг")
    assert table.header == ("Инв.\n номер", "\u200bАдрес\u202e", "Сумма\u00a0тг")


def test_a_header_far_below_is_reported_with_its_row(opened):
    rows = "".join(f"{number},Oral,x\n" for number in range(5_000))
    table = opened(f"id,city,state\n{rows}id,city,state\n{rows}")
    odd = [row for row in table.rows() if row.oddity is not None]
    assert [(row.number, row.cells) for row in odd] == [(5_002, ["id", "city", "state"])]
    assert "again" in odd[0].oddity.message
