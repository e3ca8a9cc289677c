"""LibreOffice opens every file that a report becomes with its letters, types and columns.

Slow, and only where LibreOffice is: `make office`.
"""

import shutil
import subprocess
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from camdesk.domain.dates import PartialDate
from camdesk.reports.catalogue import REPORTS
from camdesk.reports.companion import Asked, Made
from camdesk.reports.dialects import DIALECTS
from camdesk.reports.report import ReportColumn, ReportTable
from camdesk.reports.saving import Form, save, save_table
from camdesk.store.register import Register, local_now
from camdesk.text.cells import guard, guard_date
from camdesk.text.formats import edtf_text, yes_no_text
from camdesk.text.i18n import in_language, tr
from camdesk.text.value_words import has_word, value_word

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (libreoffice-calc) is not installed"),
]
FORMS = {
    **{f"xlsx-{name}": Form(DIALECTS[name], workbook=True) for name in ("ru", "kk", "en")},
    **{name: Form(DIALECTS[name]) for name in DIALECTS},
}
LOCALES = {"ru": 1049, "kk": 1087, "en": 2057, None: 1033}  # as Windows numbers them
NUMBERS = frozenset({"number", "decimal", "measure", "percent", "coordinate", "money"})
HARD = ReportTable(
    (
        ReportColumn("inventory_number", "Inventory no."),
        ReportColumn("unit", "Unit", "unit"),
        ReportColumn("since", "Since", "date"),
        ReportColumn("cost", "Cost", "money", adds_up=True),
        ReportColumn("latitude", "Latitude", "coordinate"),
        ReportColumn("connected", "Control centre", "yes_no"),
        ReportColumn("note", "Note"),
    ),
    [
        ("000123", "camera", "2024-12-05", 123456789, 51.233914, 1, "Ә;«я», \"q\"\nғ, қ"),
        ("123456789012345678", "camera", "2014", 5, -0.5, 0, "=1+1"),
        ("00", "camera", "2018-03-31/2020-05-08", -150, None, None, "@SUM(1)"),
        (None, "camera", "2024-12", None, 51.0, None, "-5"),
    ],
)  # fmt: skip


def opened(folder, paths, form):
    """The cells of the first sheet that LibreOffice makes of each file, with their types."""
    reads = []
    if not form.workbook:
        mark, locale = ord(form.dialect.delimiter), LOCALES[form.dialect.language]
        reads = [f"--infilter=CSV:{mark},34,76,1,,{locale},false,true"]
    out = folder / "office"
    subprocess.run(
        [OFFICE, "--headless", f"-env:UserInstallation=file://{folder}/profile", *reads,
         "--convert-to", "xlsx", "--outdir", str(out), *map(str, paths)],
        check=True, capture_output=True, timeout=500,
    )  # fmt: skip
    for path in paths:
        book = load_workbook(out / f"{path.stem}.xlsx", data_only=True, read_only=True)
        yield [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
        book.close()


def expected(column, value, form):
    """What is to stand in a cell."""
    kind = column.kind
    if value is None or value == "":
        return None
    if kind == "money":
        return value / 100
    if kind in NUMBERS:
        return value
    if kind == "date":
        when = PartialDate.parse(str(value))
        if when.is_exact:
            return datetime.combine(when.first, datetime.min.time())
        if form.workbook:
            return edtf_text(str(value))
        return guard_date(edtf_text(str(value))) if form.dialect.language else str(value)
    if not form.workbook and form.dialect.language is None:
        return {0: "no", 1: "yes"}[value] if kind == "yes_no" else guarded(str(value), form)
    if kind == "yes_no":
        return yes_no_text(bool(value))
    return value_word(kind, value) if has_word(kind) else guarded(str(value), form)


def guarded(text, form):
    return text if form.workbook else guard(text, numbers=form.dialect.language is not None)


def same(seen, wanted, form):
    if isinstance(wanted, int | float):
        return isinstance(seen, int | float) and abs(seen - wanted) < 1e-9 * max(1, abs(wanted))
    if isinstance(seen, int | float) and not form.workbook:
        return str(seen) == wanted  # CSV has no types: a number, but with all its digits
    return seen == wanted


def differences(shown, table, form):
    """(column, wanted, seen) where LibreOffice shows something else."""
    with in_language(form.spoken):
        named = form.workbook or form.dialect.language
        heads = [tr(column.label) if named else column.name for column in table.columns]
        assert shown[0] == heads
        rows = list(table.rows)
        below = shown[1 + len(rows) :]
        assert len(below) <= form.workbook, "only the sums stand below"
        for wanted, seen in zip(rows, shown[1:], strict=False):
            for column, value, cell in zip(table.columns, wanted, seen, strict=True):
                want = expected(column, value, form)
                if not same(cell, want, form):
                    yield column.name, column.kind, want, cell
        for total in below:
            for place, column in enumerate(table.columns):
                if column.adds_up and total[place] is not None:
                    share = 100 if column.kind == "money" else 1
                    wanted_sum = sum(row[place] or 0 for row in rows) / share
                    assert same(total[place], wanted_sum, form), column.name


@pytest.mark.parametrize("name", FORMS)
def test_libreoffice_shows_every_cell_of_every_report_with_its_type(sample_path, tmp_path, name):
    form = FORMS[name]
    with Register.open(sample_path, read_only=True) as register:
        connection = register.reader()
        made = Made(register.path, "clerk", local_now())
        tables, paths = [], []
        for report in REPORTS.values():
            days = {p.name: date(2026, 1 if p.name == "from" else 11, 1)
                    for p in report.parameters if p.required}  # fmt: skip
            paths.append(tmp_path / f"{report.name}{form.suffix}")
            save(connection, Asked(report, days), made, paths[-1], form)
            table = report.run(connection, days, form.spoken)
            tables.append(ReportTable(table.columns, list(table.rows)))
        connection.close()
    wrong = {
        path.stem: found[:3]
        for path, table, shown in zip(paths, tables, opened(tmp_path, paths, form), strict=True)
        if (found := list(differences(shown, table, form)))
    }
    assert wrong == {}


@pytest.mark.parametrize("name", [name for name in FORMS if name != "machine"])
def test_nothing_hard_is_spoilt(tmp_path, name):
    form = FORMS[name]
    path = tmp_path / f"hard{form.suffix}"
    save_table(HARD, "Hard", [], path, form)
    (shown,) = opened(tmp_path, [path], form)
    assert list(differences(shown, HARD, form)) == []
