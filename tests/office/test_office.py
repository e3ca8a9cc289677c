"""LibreOffice opens every file that a report becomes with its letters, types and columns.

Slow, and only where LibreOffice is: `make office`.
"""

import csv
import shutil
import subprocess
from datetime import date

import pytest

from camdesk.reports.catalogue import REPORTS
from camdesk.reports.companion import Asked, Made
from camdesk.reports.dialects import DIALECTS
from camdesk.reports.saving import Form, save
from camdesk.store.register import Register, local_now
from camdesk.text.i18n import in_language, tr

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (libreoffice-calc) is not installed"),
]
# Text, UTF-8, commas, everything as it is shown.
SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
FORMS = {
    "xlsx": Form(DIALECTS["ru"], workbook=True),
    **{name: Form(DIALECTS[name]) for name in ("ru", "kk", "en", "machine")},
}


def opened(path, folder, form):
    """The cells that LibreOffice shows of the file at `path`."""
    reads = []
    if not form.workbook:
        mark = ord(form.dialect.delimiter)
        reads = [f"--infilter=CSV:{mark},34,76,1,,0,false,true"]
    folder.mkdir(exist_ok=True)
    subprocess.run(
        [OFFICE, "--headless", f"-env:UserInstallation=file://{folder}/profile", *reads,
         "--convert-to", SHOWN, "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    written = next(folder.glob("*.csv"))
    with written.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if any(row)]
    written.unlink()
    return rows


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["cameras", "by-programme", "money", "journal", "faults"])
def test_libreoffice_shows_every_row_and_column(sample_path, tmp_path, name, form):
    report, how = REPORTS[name], FORMS[form]
    days = {p.name: date(2026, 1 if p.name == "from" else 11, 1) for p in report.parameters
            if p.required}  # fmt: skip
    path = tmp_path / f"report{how.suffix}"
    with Register.open(sample_path, read_only=True) as register:
        connection = register.reader()
        made = Made(register.path, "clerk", local_now())
        rows = save(connection, Asked(report, days), made, path, how)
        columns = report.run(connection, days, how.spoken).columns
        connection.close()
    shown = opened(path, tmp_path / "office", how)
    with in_language(how.spoken):
        heads = [tr(c.label) if how.workbook or how.dialect.language else c.name for c in columns]
    assert shown[0] == heads
    assert len(shown) - 1 in (rows, rows + 1)  # a workbook has its sums below
    assert {len(row) for row in shown} == {len(heads)}


def test_numbers_with_zeros_before_them_stay_whole(sample_path, tmp_path):
    how = FORMS["xlsx"]
    path = tmp_path / "cameras.xlsx"
    with Register.open(sample_path, read_only=True) as register:
        connection = register.reader()
        save(connection, Asked(REPORTS["cameras"]), Made(register.path, "clerk", local_now()),
             path, how)  # fmt: skip
        known = {
            row[0]
            for row in connection.execute(
                "SELECT inventory_number FROM camera WHERE inventory_number IS NOT NULL"
            )
        }
        connection.close()
    shown = {row[0] for row in opened(path, tmp_path / "office", how)[1:] if row[0]}
    assert known <= shown
