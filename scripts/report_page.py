"""Bring docs/reports.md up to date with the catalogue: `python scripts/report_page.py`."""

from pathlib import Path

from camdesk.reports.catalogue import GROUPS
from camdesk.reports.told import GENERATED, page

PATH = Path(__file__).parent.parent / "docs" / "reports.md"


def main() -> None:
    """Put the declaration between its marks."""
    begin, end = GENERATED
    text = PATH.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    after = rest.partition(end)[2]
    PATH.write_text(f"{before}{begin}\n\n{page(GROUPS)}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
