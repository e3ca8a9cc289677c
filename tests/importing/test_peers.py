"""Forms of tables that the tests of other readers of CSV hold, with contents of our own."""

import pytest

from camdesk.importing.reader import open_table

FORMS = {
    "a comma in quotes": (
        'first,last,address,zip\nAnna,Li,"12, Abai st.",09000\n',
        [["first", "last", "address", "zip"], ["Anna", "Li", "12, Abai st.", "09000"]],
    ),
    "empty cells in quotes": (
        'a,b,c\n1,"",""\n2,3,4\n',
        [["a", "b", "c"], ["1", "", ""], ["2", "3", "4"]],
    ),
    "doubled quotes": (
        'a,b\n1,"ho ""ho"" ho"\n3,4\n',
        [["a", "b"], ["1", 'ho "ho" ho'], ["3", "4"]],
    ),
    "json": (
        'key,val\n1,"{""kind"": ""Point"", ""at"": [51.2, 71.5]}"\n',
        [["key", "val"], ["1", '{"kind": "Point", "at": [51.2, 71.5]}']],
    ),
    "line breaks": (
        'a,b,c\n1,2,3\n"Once upon \na time",5,6\n7,8,9\n',
        [["a", "b", "c"], ["1", "2", "3"], ["Once upon \na time", "5", "6"], ["7", "8", "9"]],
    ),
    "line breaks of another kind": (
        'a,b\r\n1,"x\r\ny"\r\n2,z\r\n',
        [["a", "b"], ["1", "x\r\ny"], ["2", "z"]],
    ),
    "quotes and line breaks": (
        'a,b\n1,"ho \n""ho"" \nho"\n3,4\n',
        [["a", "b"], ["1", 'ho \n"ho" \nho'], ["3", "4"]],
    ),
    "letters beyond ASCII": (
        "a,b,c\n1,2,3\n4,5,ʤ\n6,7,ʤ\n",
        [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "ʤ"], ["6", "7", "ʤ"]],
    ),
    "a quote in the middle of a cell without quotes": (
        'a,b,c\nA,B "B",C\n1,2,3\n',
        [["a", "b", "c"], ["A", 'B "B"', "C"], ["1", "2", "3"]],
    ),
    "a quote at the end of a cell without quotes": (
        'a,b,c\nA,B",C\n1,2,3\n',
        [["a", "b", "c"], ["A", 'B"', "C"], ["1", "2", "3"]],
    ),
    "a cell of quotes around a delimiter": (
        'a,b,c\nA,""",""",C\n1,2,3\n',
        [["a", "b", "c"], ["A", '","', "C"], ["1", "2", "3"]],
    ),
    "blanks between a quote and the delimiter": (
        'id,b,n\n1,"B" ,2\n3,"x, y" ,4\n',
        [["id", "b", "n"], ["1", "B", "2"], ["3", "x, y", "4"]],
    ),
    "blanks on the edges of cells": (
        "id,b,n\n1,  x  ,2\n3,y ,4\n",
        [["id", "b", "n"], ["1", "  x  ", "2"], ["3", "y ", "4"]],
    ),
    "delimiters at the end of each line": (
        "id,b,\n1,x,\n2,y,\n",
        [["id", "b", ""], ["1", "x", ""], ["2", "y", ""]],
    ),
    "one column of quoted cells": (
        'id\n"1"\n"2, 3"\n',
        [["id"], ["1"], ["2, 3"]],
    ),
    "tabs and semicolons": (
        "id\tnote\n1\ta; b\n2\tc; d\n",
        [["id", "note"], ["1", "a; b"], ["2", "c; d"]],
    ),
    "decimal commas": (
        "id;lat;lon\n1;51,25;71,5\n2;51,26;71,6\n",
        [["id", "lat", "lon"], ["1", "51,25", "71,5"], ["2", "51,26", "71,6"]],
    ),
    "an apostrophe in words": (
        "id,name\n1,O'Neil\n2,d'Artagnan\n",
        [["id", "name"], ["1", "O'Neil"], ["2", "d'Artagnan"]],
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_it_is_read_as_the_others_read_it(tmp_path, form):
    text, grid = FORMS[form]
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode())
    table = open_table(path)
    assert [list(table.header), *(row.cells for row in table.rows())] == grid
