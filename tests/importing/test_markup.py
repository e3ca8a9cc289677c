"""Web pages and XML that are called .xls are read as the tables that Excel shows of them."""

import pytest

from camdesk.domain.errors import KnownError
from camdesk.importing import workbooks

PAGE = """<html><head><meta charset="{charset}"><title>нет</title><style>td {{a}}</style></head>
<body><table><tr><th colspan=2>Место<th>Дата</tr>
<tr><td rowspan="2">Орал<td>ул.&nbsp;Мира,<br>5</td><td>05.03.2024</td></tr>
<tr><td>Абая
 &amp; Ауэзова</td><td></td></tr></table>
<table></table><table><tr><td>2</td></tr></table></body></html>"""
XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Камеры"><Table>
<Row><Cell><Data ss:Type="String">Инв</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="String">Д</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="Number">12</Data></Cell>
<Cell><Data ss:Type="Boolean">1</Data></Cell>
<Cell><Data ss:Type="DateTime">2024-03-05T00:00:00.000</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "utf-16"])
def test_the_tables_of_a_page_are_its_sheets_in_any_encoding(tmp_path, charset):
    path = tmp_path / "t.xls"
    path.write_bytes(PAGE.format(charset=charset).encode(charset))
    assert workbooks.is_workbook(path)
    assert workbooks.sheets(path) == ("#1", "#2")
    assert list(workbooks.records(path, "#1")) == [
        (1, ["Место", "", "Дата"], None),
        (2, ["Орал", "ул. Мира,\n5", "05.03.2024"], None),
        (3, ["", "Абая & Ауэзова", ""], None),
    ]
    assert "web page" in workbooks.remarks(path, "#1")[0].message
    with pytest.raises(KnownError, match="#1, #2"):
        list(workbooks.records(path, "#3"))


def test_excels_xml_is_read_with_its_gaps_and_values(tmp_path):
    path = tmp_path / "t.xls"
    path.write_text(XML, encoding="utf-8")
    assert workbooks.sheets(path) == ("Камеры",)
    assert list(workbooks.records(path, "Камеры")) == [
        (1, ["Инв", "", "Д"], None),
        (2, [], None),
        (3, ["12", "TRUE", "2024-03-05"], None),
    ]
    assert list(workbooks.records(path, "Камеры", "B3:C3")) == [(3, ["TRUE", "2024-03-05"], None)]


def test_broken_xml_and_a_page_without_a_table_are_refused(tmp_path):
    path = tmp_path / "t.xls"
    path.write_text(XML.replace("</Table>", ""), encoding="utf-8")
    with pytest.raises(KnownError, match="broken"):
        workbooks.sheets(path)
    path.write_text("<html><body>Войдите</body></html>", encoding="utf-8")
    with pytest.raises(KnownError, match="without a table"):
        workbooks.sheets(path)


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "<b>,c\n1,2\n", "<5;>7\n", "", "text <table>"])
def test_a_text_is_no_workbook(tmp_path, text):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    assert not workbooks.is_workbook(path)
