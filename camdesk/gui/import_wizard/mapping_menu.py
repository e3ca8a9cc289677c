"""Mappings to take and to keep: those of the register by name, and files of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.asking import while_alive
from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.kit.edits import TextEdit
from camdesk.gui.session import Session
from camdesk.importing import saved_mappings
from camdesk.importing.mapping import Mapping
from camdesk.importing.saved_mappings import SavedMapping
from camdesk.store.register import Register
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.kit.buttons import Button

_KIND = "TOML (*.toml)"


class MappingMenu(QObject):
    """The menu of a button: `chosen` carries a mapping to be used, `refused` what went wrong."""

    chosen = Signal(object)
    refused = Signal(object)
    saved = Signal(str)

    def __init__(
        self, session: Session, button: Button, mapping: Callable[[], Mapping], file: Path
    ) -> None:
        super().__init__(button)
        self._session, self._button = session, button
        self._mapping, self._file = mapping, file
        self._known: tuple[SavedMapping, ...] = ()
        self.menu = QMenu(button)
        button.set_menu(self.menu)
        self.menu.aboutToShow.connect(self._fill)
        self._fill()

    def offer(self, known: Sequence[SavedMapping]) -> None:
        """Offer these mappings of the register."""
        self._known = tuple(known)
        self._fill()

    def save(self) -> None:
        """Ask for a name and keep the mapping in the register."""
        SaveMappingForm(self._session, self, self._button.window()).open()

    def writing(self, name: str) -> Callable[[Register], tuple[SavedMapping, ...]]:
        """What keeps the mapping, in the writer's thread; gives all that are kept then."""
        mapping = self._mapping()

        def work(register: Register) -> tuple[SavedMapping, ...]:
            with register.write("view", name) as entry:
                saved_mappings.save(entry, mapping, name)
            reader = register.reader()
            try:
                return tuple(saved_mappings.all_saved(reader))
            finally:
                reader.close()

        return work

    def name(self) -> str:
        """The name that the mapping has already."""
        return self._mapping().name

    def load_file(self) -> None:
        """Ask for a file and take the mapping in it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._button.window(), tr("Load a mapping"), str(self._file.parent), _KIND
        )
        if chosen:
            try:
                mapping = Mapping.load(Path(chosen))
            except KnownError as error:
                self.refused.emit(error)
            else:
                self.chosen.emit(mapping)

    def save_file(self) -> None:
        """Ask for a file and write the mapping to it."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._button.window(),
            tr("Save the mapping"),
            str(self._file.with_suffix(".toml")),
            _KIND,
        )
        if chosen:
            path = Path(chosen)
            try:
                self._mapping().save(path if path.suffix else path.with_suffix(".toml"))
            except KnownError as error:
                self.refused.emit(error)

    def _fill(self) -> None:
        menu = self.menu
        menu.clear()
        for one in self._known:
            menu.addAction(one.name.replace("&", "&&")).triggered.connect(
                lambda _=False, mapping=one.mapping: self.chosen.emit(mapping)
            )
        if not self._known:
            menu.addAction(tr("No mapping is saved yet")).setEnabled(False)
        menu.addSeparator()
        save = menu.addAction(tr("Save under a name…"), self.save)
        save.setEnabled(not self._session.read_only)
        menu.addAction(tr("Load from a file…"), self.load_file)
        menu.addAction(tr("Save to a file…"), self.save_file)


class SaveMappingForm(FormDialog):
    """Asks for the name of a mapping."""

    def __init__(self, session: Session, menu: MappingMenu, parent: QWidget) -> None:
        lead = tr("What each column means, for the next table of this kind.")
        super().__init__(session, tr("Save the mapping"), lead, parent)
        self._menu = menu
        hint = tr("A mapping of the same name is replaced.")
        name = TextEdit(menu.name() or None)
        self.form.add("name", tr("Name"), name, required=True, hint=hint)

    def submit(self, values: dict[str, object]) -> None:
        """Save the mapping."""
        name = str(values["name"])

        def saved(known: tuple[SavedMapping, ...]) -> None:
            self._menu.offer(known)
            self._menu.saved.emit(name)
            self.finish()

        self.begin_saving()
        self.session.write(
            self._menu.writing(name), while_alive(self, saved), while_alive(self, self.refuse)
        )
