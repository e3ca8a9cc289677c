"""The presets of a report: chosen from a menu, saved under a name, offered no longer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from camdesk.gui.asking import ask, while_alive
from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.edits import TextEdit
from camdesk.gui.session import Session
from camdesk.reports import presets
from camdesk.reports.catalogue import Report
from camdesk.reports.presets import Preset
from camdesk.store.register import Register
from camdesk.text.entries import entry_title
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

Writing = Callable[[Register], None]


class ReportPresets(QObject):
    """The button of presets and the menu below it; `shown` gives what the report shows now."""

    chosen = Signal(object)  # a Preset

    def __init__(
        self,
        report: Report,
        session: Session,
        context: Context,
        shown: Callable[[str], Preset],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.report = report
        self._session, self._context, self._parent = session, context, parent
        self.shown = shown
        self.button = Button(tr("Presets"), self.offer, flat=True)
        self.button.setProperty("hasMenu", True)

    def offer(self) -> None:
        """Open the menu."""
        report = self.report
        ask(
            self._parent,
            self._session,
            f"presets of {report.name}",
            lambda connection: presets.presets(connection, report),
            lambda found: self.menu(found).popup(
                self.button.mapToGlobal(QPoint(0, self.button.height()))
            ),
        )

    def menu(self, found: list[Preset]) -> QMenu:
        """The menu of the presets that were `found`."""
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in found:
            action = menu.addAction(one.name.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, one=one: self._choose(one))
        if not found:
            menu.addAction(tr("No preset is saved yet")).setEnabled(False)
        menu.addSeparator()
        save = menu.addAction(tr("Save as a preset…"), self.save)
        save.setEnabled(not self._session.read_only)
        if found:
            fewer = menu.addMenu(tr("Remove a preset"))
            fewer.setEnabled(not self._session.read_only)
            for one in found:
                action = fewer.addAction(one.name.replace("&", "&&"))
                action.triggered.connect(lambda _checked=False, one=one: self.remove(one))
        return menu

    def save(self) -> None:
        """Ask for a name and keep what the report shows."""
        SavePresetForm(self._session, self._context, self, self._parent).open()

    def saving(self, kept: Preset) -> Writing:
        """What saves a preset, in the writer's thread."""
        report = self.report

        def work(register: Register) -> None:
            with register.write("view", kept.name) as entry:
                presets.save(entry, report, kept)

        return work

    def remove(self, one: Preset) -> None:
        """Offer a preset no longer; Ctrl+Z brings it back."""

        def work(register: Register) -> None:
            with register.write("view", one.name) as entry:
                presets.remove(entry, one)

        def done(_result: object) -> None:
            self._context.notify(tr("Removed: {name}. Ctrl+Z brings it back.", name=one.name))

        self._session.write(work, while_alive(self, done), self._session.failed.emit)

    def say(self, name: str) -> None:
        """Name the preset that is shown; "" for none."""
        self.button.setText((name or tr("Presets")).replace("&", "&&"))
        self.button.setAccessibleName(f"{tr('Presets')}: {name}" if name else tr("Presets"))

    def _choose(self, one: Preset) -> None:
        self.chosen.emit(one)
        self.say(one.name)


class SavePresetForm(FormDialog):
    """Asks for the name of a preset."""

    def __init__(
        self, session: Session, context: Context, owner: ReportPresets, parent: QWidget
    ) -> None:
        lead = tr("Dates, filters, columns and sorting, for everybody who opens this register.")
        super().__init__(session, tr("Save as a preset"), lead, parent)
        self._context, self._owner = context, owner
        hint = tr("A preset of the same name is replaced.")
        self.form.add("name", tr("Name"), TextEdit(), required=True, hint=hint)

    def submit(self, values: dict[str, object]) -> None:
        """Save the preset."""
        name = str(values["name"])

        def saved(_result: object) -> None:
            what = entry_title("view", name, 0)
            self._context.notify(tr("Saved: {what}. Ctrl+Z takes it back.", what=what))
            self._owner.say(name)
            self.finish()

        self.begin_saving()
        self.session.write(
            self._owner.saving(self._owner.shown(name)),
            while_alive(self, saved),
            while_alive(self, self.refuse),
        )
