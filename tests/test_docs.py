"""What the documents promise is what the program does."""

import re
from pathlib import Path

import pytest

from camdesk.cli import COMMANDS
from camdesk.domain.lifecycle import State
from camdesk.gui.actions import ACTIONS
from camdesk.importing.fields import TARGETS
from camdesk.importing.mapping import Mapping
from camdesk.reports.catalogue import GROUPS, REPORTS
from camdesk.reports.told import GENERATED, page

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
REPORTS_PAGE = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
MAPPING_PAGE = (ROOT / "docs" / "mapping.md").read_text(encoding="utf-8")


def test_the_readme_lists_every_command_and_no_other():
    listed = re.findall(r"^camdesk (\w+)", README.partition("## Without a window")[2], re.MULTILINE)
    assert set(listed) == set(COMMANDS)


def test_the_two_commands_of_the_readme_stand_in_the_makefile():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_readme_names_every_room_with_its_keys():
    told = dict(re.findall(r"^\| ([\w -]+?) \| `(Ctrl\+\w)` \|", README, re.MULTILINE))
    assert told == {act.text: act.shortcut for act in ACTIONS.values() if act.call == "pages.show"}


PAGES = ["README.md", "CONTRIBUTING.md", "docs/reports.md", "docs/mapping.md"]


@pytest.mark.parametrize("page", PAGES)
def test_links_and_pictures_lead_somewhere(page):
    path = ROOT / page
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    missing = [link for link in links if not (path.parent / link).exists()]
    assert missing == []


def test_the_page_of_reports_names_every_report_with_its_columns_and_dates():
    rows = re.findall(r"^\| `([\w-]+)` \| (.+?) \| (.+?) \|$", REPORTS_PAGE, re.MULTILINE)
    told = {name: columns.split(", ") for name, columns, _ in rows}
    assert told == {name: [c.name for c in report.columns] for name, report in REPORTS.items()}
    dates = {name: re.findall(r"--([\w-]+)", days) for name, _, days in rows}
    assert dates == {
        name: [parameter.name.replace("_", "-") for parameter in report.parameters]
        for name, report in REPORTS.items()
    }


def test_the_page_of_reports_says_what_the_catalogue_declares():
    begin, end = GENERATED
    told = REPORTS_PAGE.partition(begin)[2].partition(end)[0]
    assert told.strip() == page(GROUPS).strip(), "run scripts/report_page.py"


def test_the_page_of_reports_names_every_state():
    told = re.search(r"^States: (.+?)\.", REPORTS_PAGE, re.MULTILINE | re.DOTALL)
    assert told is not None
    assert told[1].replace("\n", " ").split(", ") == [state.value for state in State]


def test_the_page_of_mappings_names_every_field():
    table = MAPPING_PAGE.partition("| field |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([\w.]+)`", table)) >= set(TARGETS)


def test_the_example_of_a_mapping_can_be_loaded(tmp_path):
    example = re.search(r"```toml\n(.+?)```", MAPPING_PAGE, re.DOTALL)
    assert example is not None
    path = tmp_path / "m.toml"
    path.write_text(example[1], encoding="utf-8")
    assert Mapping.load(path).keys == ("site.code",)


def test_nothing_names_a_registry_or_a_folder_of_one_machine():
    suspicious = re.compile(r"https?://(?!www\.w3\.org)|/home/\w|/Users/\w|/root/|C:\\Users", re.I)
    files = [*ROOT.glob("*.toml"), *ROOT.glob("Makefile"), *ROOT.glob("scripts/*")]
    files += [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("camdesk/**/*.py")]
    found = [path.name for path in files if suspicious.search(path.read_text(encoding="utf-8"))]
    assert found == []
