"""Pictures of every page and dialog, in every language, light and dark.

They go to build/screenshots/<language>-<theme>/NN-name.png, 1366 by 768, and some at scale 2 to
build/screenshots/scale-2. Drawn offscreen from the sample register; nothing of the person who
runs this is read.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import tables_for_pictures

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from camdesk.gui.import_wizard.wizard import ImportWizard
    from camdesk.gui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "screenshots"
SIZE = (1366, 768)
NARROW = (1000, 700)
PATIENCE = 10.0  # seconds for an answer

Scene = Callable[["Stage"], None]


class Stage:
    """The window, and waiting for what it has been asked."""

    def __init__(self, window: MainWindow, register: Path) -> None:
        self.window = window
        self.register = register

    def settle(self) -> None:
        """Let everything that was asked be answered and painted."""
        from PySide6.QtWidgets import QApplication

        quiet = 0
        end = time.monotonic() + PATIENCE
        while quiet < 25 and time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.01)
            session = self.window.session
            quiet = 0 if session is not None and session.busy() else quiet + 1

    def settle_until(self, reached: Callable[[], bool]) -> None:
        """Settle until something has come, or patience is at its end."""
        end = time.monotonic() + PATIENCE
        self.settle()
        while not reached() and time.monotonic() < end:
            self.settle()

    def page(self, key: str) -> object:
        """Show a page."""
        page = self.window.pages.show(key)
        self.settle()
        return page

    def target(self) -> QWidget:
        """What to draw: the window with what is open over it."""
        from PySide6.QtWidgets import QApplication

        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window


def start(stage: Stage) -> None:
    """The start page."""
    stage.window.show_session(None)


def start_error(stage: Stage) -> None:
    """The start page with a register that cannot be opened, one that is gone, one that is there."""
    folder = stage.register.parent
    spoilt = folder / "Копия.camdesk"
    spoilt.write_text("This is no register.", encoding="utf-8")
    for path in (folder / "Уральск 2024.camdesk", stage.register):
        stage.window.settings.add_recent_file(path)
    stage.window.show_session(None)
    stage.window.files.open_path(spoilt)


def open_sample(stage: Stage) -> None:
    """The cameras, as they come."""
    stage.window.files.open_path(stage.register)
    end = time.monotonic() + PATIENCE
    while stage.window.session is None and time.monotonic() < end:
        stage.settle()
    stage.page("cameras")


def camera(stage: Stage) -> None:
    """A camera that failed, and its card."""
    from camdesk.store.listing import Query

    context = stage.window.context
    assert context is not None
    context.show_list("cameras", Query(filters={"state": ("failed",)}))
    stage.settle()
    page = stage.window.pages.current()
    page.view.go_to(0)


def many(stage: Stage) -> None:
    """Many cameras at once."""
    stage.window.pages.current().select_all()


def step_menu(stage: Stage) -> None:
    """The form of a step."""
    page = stage.window.pages.current()
    page.view.go_to(0)
    stage.settle()
    page.card.record_step("restored")


def step_of_many(stage: Stage) -> None:
    """The form of a step for cameras of which some cannot take it."""
    from camdesk.store.listing import Query

    context = stage.window.context
    assert context is not None
    context.show_list("cameras", Query(filters={"state": ("failed", "removed")}))
    stage.settle()
    page = stage.window.pages.current()
    page.select_all()
    stage.settle()
    page.card.many.record_step("restored")


def _wizard(stage: Stage, path: Path) -> ImportWizard:
    """The window of the import over a table, once all of it is read."""
    from camdesk.gui.import_wizard.wizard import ImportWizard

    session = stage.window.session
    assert session is not None
    made = ImportWizard(session, path, stage.window.status.remark, stage.window)
    made.open()
    made.resize(1240, 690)
    stage.settle_until(made.next_button.isEnabled)
    stage.settle()
    return made


def import_text(stage: Stage) -> None:
    """How a text table with a preamble is read."""
    _wizard(stage, tables_for_pictures.preamble(stage.register.parent)).reading.next_problem()


def import_workbook(stage: Stage) -> None:
    """How a workbook is read."""
    _wizard(stage, tables_for_pictures.workbook(stage.register.parent))


def import_meaning(stage: Stage) -> None:
    """What the columns of a table mean, and its words."""
    wizard = _wizard(stage, tables_for_pictures.preamble(stage.register.parent))
    wizard.forward()
    wizard.meaning.show_column("Статус")


def _snapshot(stage: Stage) -> ImportWizard:
    """The state of things on a day, compared with the register."""
    from camdesk.domain.dates import PartialDate
    from camdesk.importing.fields import Purpose

    wizard = _wizard(stage, tables_for_pictures.snapshot(stage.register.parent, stage.register))
    wizard.forward()
    wizard.meaning.meaning.purpose = Purpose.SNAPSHOT
    wizard.meaning.show_mapping(wizard.meaning.mapping())
    wizard.meaning.head.as_of.set_value(PartialDate.day(wizard.session.today))
    return wizard


def import_snapshot(stage: Stage) -> None:
    """What the columns of a snapshot mean, and what happens where they differ."""
    _snapshot(stage).meaning.show_column("Адрес")


def import_plan(stage: Stage) -> None:
    """The plan: rows of every verdict."""
    wizard = _snapshot(stage)
    wizard.forward()
    stage.settle_until(lambda: wizard.step == 2)
    wizard.plan.table.go_to(1, 4)


def import_refused(stage: Stage) -> None:
    """The refused rows of a plan, one of them being fixed."""
    import_plan(stage)
    wizard = stage.target()
    wizard.plan.chips.buttons["refused"].click()  # type: ignore[attr-defined]
    stage.settle()
    wizard.plan.table.setFocus()  # type: ignore[attr-defined]


def import_result(stage: Stage) -> None:
    """What was imported."""
    from camdesk.gui.import_wizard.wizard import ImportWizard

    import_plan(stage)
    wizard = stage.target()
    assert isinstance(wizard, ImportWizard)
    wizard.import_rows(stage.register.parent / "Состояние камер-refused.csv")
    stage.settle_until(lambda: wizard.step == 3)


def new_camera(stage: Stage) -> None:
    """The form of a new camera."""
    stage.window.acts["camera.new"].trigger()


def edit_camera(stage: Stage) -> None:
    """Correcting facts."""
    stage.window.acts["camera.edit"].trigger()


def history(stage: Stage) -> None:
    """The history of facts."""
    stage.window.acts["camera.history"].trigger()


def narrow(stage: Stage) -> None:
    """The card as a drawer."""
    stage.window.resize(*NARROW)
    stage.settle()
    stage.window.acts["camera.open"].trigger()


def sites(stage: Stage) -> None:
    """The sites."""
    stage.window.resize(*SIZE)
    page = stage.page("sites")
    page.view.go_to(2)  # type: ignore[attr-defined]


def first_of(key: str, row: int = 0) -> Scene:
    """A page with a list, and the card of one of its rows."""

    def show(stage: Stage) -> None:
        page = stage.page(key)
        stage.settle()
        page.view.go_to(row)  # type: ignore[attr-defined]

    return show


def plain(key: str) -> Scene:
    """A page without a card."""

    def show(stage: Stage) -> None:
        stage.page(key)

    return show


def book(table: str) -> Scene:
    """A reference book and the card of its first row."""

    def show(stage: Stage) -> None:
        page = stage.page("books")
        page.show_book(table)  # type: ignore[attr-defined]
        stage.settle()
        page.book.view.go_to(0)  # type: ignore[attr-defined]

    return show


def merging(stage: Stage) -> None:
    """Merging two rows of a reference book."""
    stage.window.pages.current().book.card.merge()


def act(name: str) -> Scene:
    """What an action opens over the page in front."""

    def show(stage: Stage) -> None:
        stage.window.acts[name].trigger()

    return show


def failed_camera(stage: Stage) -> None:
    """A camera that failed is chosen, for the forms that follow."""
    camera(stage)


def edit_contract(stage: Stage) -> None:
    """A contract and its lines are corrected."""
    stage.window.pages.current().card.edit_facts()


def many_chosen(stage: Stage) -> None:
    """All failed cameras are chosen."""
    camera(stage)
    stage.settle()
    stage.window.pages.current().select_all()


def proposing(stage: Stage) -> None:
    """Many cameras proposed for write-off by one commission."""
    stage.window.pages.current().card.many.record_step("proposed")


def filling(stage: Stage) -> None:
    """A gap is filled down a column."""
    stage.page("gaps").edit_facts()  # type: ignore[attr-defined]


def looking_back(stage: Stage) -> None:
    """The whole window as of another day."""
    from datetime import date

    from camdesk.store.look_back import Moment

    stage.window.look_back.show(Moment(as_of=date(2025, 9, 30)))
    stage.settle()
    camera(stage)


def back_to_today(stage: Stage) -> None:
    """The window of today, every place of the tree of districts beside the list."""
    stage.window.look_back.end()
    stage.settle()
    sites(stage)


def journal(stage: Stage) -> None:
    """The journal and an entry."""
    page = stage.page("journal")
    page.view.go_to(1)  # type: ignore[attr-defined]


def void(stage: Stage) -> None:
    """Undoing an entry."""
    stage.window.pages.current().void_entry()


def report(name: str) -> Scene:
    """A report."""

    def show(stage: Stage) -> None:
        stage.page("reports").show_report(name)  # type: ignore[attr-defined]

    return show


def save_csv(stage: Stage) -> None:
    """Saving a report."""
    stage.window.acts["file.export"].trigger()


def run_many(stage: Stage) -> None:
    """A report for every month or district."""
    stage.page("reports")
    stage.window.acts["file.run_many"].trigger()


def palette(stage: Stage) -> None:
    """The command palette."""
    stage.window.help.show_palette()


def palette_finds(stage: Stage) -> None:
    """What the palette finds."""
    stage.window.help.show_palette()
    stage.target().line.setText("000412")  # type: ignore[attr-defined]


def shortcuts(stage: Stage) -> None:
    """The list of shortcuts."""
    stage.window.help.show_shortcuts()


def settings(stage: Stage) -> None:
    """The settings."""
    stage.window.help.show_settings()


def about(stage: Stage) -> None:
    """About the program."""
    stage.window.help.show_about()


def report_names() -> tuple[str, ...]:
    """The reports of the catalogue."""
    from camdesk.reports.catalogue import REPORTS

    return tuple(REPORTS)


SCENES: tuple[tuple[str, Scene], ...] = (
    ("start", start),
    ("start-error", start_error),
    ("cameras", open_sample),
    ("step-of-many", step_of_many),
    ("camera", camera),
    ("many", many),
    ("step", step_menu),
    ("edit-camera", edit_camera),
    ("history", history),
    ("new-camera", new_camera),
    ("narrow", narrow),
    ("sites", sites),
    ("failed-camera", failed_camera),
    ("replace", act("camera.replace")),
    ("move", act("camera.move")),
    ("many-failed", many_chosen),
    ("correct-many", act("camera.bulk")),
    ("propose-many", proposing),
    ("save-view", act("view.save")),
    ("contracts", first_of("contracts")),
    ("new-contract", act("edit.new")),
    ("edit-contract", edit_contract),
    ("order", act("camera.order")),
    ("receive", act("camera.receive")),
    ("faults", first_of("faults")),
    ("new-fault", act("edit.new")),
    ("parts", first_of("parts")),
    ("new-part", act("edit.new")),
    ("fit-part", act("camera.fit")),
    ("discard-part", act("camera.discard")),
    ("stock-takes", first_of("stock_takes")),
    ("new-stock-take", act("edit.new")),
    ("stock-take-results", act("camera.count")),
    ("stock-take-close", act("camera.close_count")),
    ("fate", plain("fate")),
    ("figures", first_of("figures", 2)),
    ("new-figure", act("edit.new")),
    ("documents", first_of("documents")),
    ("new-document", act("edit.new")),
    ("gaps", plain("gaps")),
    ("fill", filling),
    *((f"book-{table.replace('_', '-')}", book(table)) for table in (
        "programme", "organisation", "model", "place", "commission", "own_field", "saved_view",
    )),
    ("book-organisation-again", book("organisation")),
    ("book-new-organisation", act("edit.new")),
    ("book-merge", merging),
    ("look-back", act("view.look_back")),
    ("looking-back", looking_back),
    ("sites-today", back_to_today),
    ("journal", journal),
    ("void", void),
    *((f"report-{name}", report(name)) for name in report_names()),
    ("save-csv", save_csv),
    ("run-many", run_many),
    ("import-text", import_text),
    ("import-workbook", import_workbook),
    ("import-meaning", import_meaning),
    ("import-snapshot", import_snapshot),
    ("import-plan", import_plan),
    ("import-refused", import_refused),
    ("import-result", import_result),
    ("palette", palette),
    ("palette-finds", palette_finds),
    ("shortcuts", shortcuts),
    ("settings", settings),
    ("about", about),
)  # fmt: skip
AT_SCALE_2 = frozenset({"start", "cameras", "camera", "step", "journal", "report-by-programme"})


def draw(language: str, theme: str, register: Path, out: Path, names: frozenset[str]) -> None:
    """Draw the scenes of one language and theme; those not in `names` are played all the same."""
    from PySide6.QtWidgets import QApplication, QDialog

    from camdesk.app import make_application, make_window
    from camdesk.gui.kit.theme import Theme
    from camdesk.gui.window.looks import speak

    app, kept = make_application()
    kept.language, kept.theme = language, theme
    speak(language)
    Theme.apply(app, theme)
    window = make_window(kept)
    window.resize(*SIZE)
    window.show()
    stage = Stage(window, register)
    out.mkdir(parents=True, exist_ok=True)
    for number, (name, scene) in enumerate(SCENES, 1):
        scene(stage)
        stage.settle()
        target = stage.target()
        if name in names:
            target.grab().save(str(out / f"{number:02d}-{name}.png"))
        if target is not window:
            # A dialog in which something was decided would ask before it closes.
            target.done(0) if isinstance(target, QDialog) else target.close()
            stage.settle()
    window.close()
    QApplication.processEvents()


def main() -> int:
    """Build the sample once, then draw each language and theme in a process of its own."""
    from camdesk.samples import build
    from camdesk.text.i18n import LANGUAGES

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--one", nargs=5, metavar=("LANG", "THEME", "FILE", "OUT", "NAMES"))
    parser.add_argument("--languages", nargs="+", default=list(LANGUAGES), choices=list(LANGUAGES))
    parser.add_argument("--themes", nargs="+", default=["light", "dark"], choices=["light", "dark"])
    options = parser.parse_args()
    if options.one:
        language, theme, file, out, names = options.one
        draw(language, theme, Path(file), Path(out), frozenset(names.split(",")))
        return 0
    everything = frozenset(name for name, _ in SCENES)
    with tempfile.TemporaryDirectory(prefix="camdesk-screenshots-") as folder:
        register = Path(folder) / "Реестр ЗКО.camdesk"
        build(register)
        for language in options.languages:
            for theme in options.themes:
                _draw_apart(language, theme, register, OUT / f"{language}-{theme}", everything, "1")
        first = options.languages[0]
        _draw_apart(first, options.themes[0], register, OUT / "scale-2", AT_SCALE_2, "2")
    print(f"pictures: {OUT.relative_to(ROOT)}")
    return 0


def _draw_apart(
    language: str, theme: str, register: Path, out: Path, names: frozenset[str], scale: str
) -> None:
    """In a process of its own: language, theme and scale are those of a fresh start."""
    with tempfile.TemporaryDirectory(prefix="camdesk-home-") as home:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": scale,
            "QT_LOGGING_RULES": "qt.qpa.*=false",
            "HOME": home,
            "XDG_CONFIG_HOME": home,
            "PYTHONHASHSEED": "0",
        }
        # A copy: some scenes record something.
        own = Path(home) / "registers" / register.name
        own.parent.mkdir()
        shutil.copy(register, own)
        arguments = ["--one", language, theme, str(own), str(out), ",".join(sorted(names))]
        subprocess.run([sys.executable, __file__, *arguments], check=True, env=environment)


if __name__ == "__main__":
    sys.exit(main())
