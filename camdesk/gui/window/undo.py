"""Undo and redo: what they would do, doing it, and saying why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.action_set import ActionSet
from camdesk.gui.asking import ask
from camdesk.gui.refused import tell_refused
from camdesk.gui.session import Session
from camdesk.store.connection import Connection
from camdesk.store.register import EntryTitle, Register
from camdesk.text.entries import entry_title
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

Targets = tuple[EntryTitle | None, EntryTitle | None]


class Undo(QObject):
    """Knows what Ctrl+Z and Ctrl+Shift+Z would do, and has them say it."""

    changed = Signal()

    def __init__(self, actions: ActionSet, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._session: Session | None = None
        self._context: Context | None = None
        self._targets: Targets = (None, None)

    def follow(self, session: Session | None, context: Context | None) -> None:
        """Look after this register from now on."""
        if self._session is not None and self._session is not session:
            self._session.changed.disconnect(self.look)
        if session is not None and session is not self._session:
            session.changed.connect(self.look)
        self._session, self._context = session, context
        self._show((None, None) if session is None else self._targets)
        self.look()

    @property
    def can_undo(self) -> bool:
        """Whether there is an act to undo."""
        return self._targets[0] is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is an act to bring back."""
        return self._targets[1] is not None

    def title(self) -> str:
        """What would be undone, in words; empty where there is nothing."""
        return _words(self._targets[0])

    def look(self) -> None:
        """Ask, off the GUI thread, what would be undone and redone."""
        session = self._session
        if session is None or session.read_only:
            return
        register = session.register

        def work(connection: Connection) -> Targets:
            return register.undo_target(connection), register.redo_target(connection)

        ask(self, session, "undo", work, self._show)

    def undo(self) -> None:
        """Take back the latest act."""
        self._do(lambda register: register.undo(), lambda entry: tr("Undone: {entry}", entry=entry))

    def redo(self) -> None:
        """Bring back the act undone last."""
        self._do(
            lambda register: register.redo(),
            lambda entry: tr("Back in force: {entry}", entry=entry),
        )

    def _do(
        self, work: Callable[[Register], EntryTitle | None], said: Callable[[str], str]
    ) -> None:
        session, context = self._session, self._context
        if session is None or context is None:
            return

        def finish(title: EntryTitle | None) -> None:
            if title is not None:
                context.notify(said(_words(title)))

        def refuse(error: BaseException) -> None:
            self.look()
            if isinstance(error, KnownError):
                tell_refused(self._window, error, context)
            else:
                session.failed.emit(error)

        # Until it is done, pressing again must not undo a second act that nobody has read.
        self._show((None, None))
        session.write(work, finish, refuse)

    def _show(self, targets: Targets) -> None:
        self._targets = targets
        undone, redone = (_words(target) for target in targets)
        undo = tr("Undo: {entry}", entry=undone) if undone else tr("Undo")
        redo = tr("Redo: {entry}", entry=redone) if redone else tr("Redo")
        for name, text in (("edit.undo", undo), ("edit.redo", redo)):
            self._actions[name].setText(text.replace("&", "&&"))
        self.changed.emit()


def _words(title: EntryTitle | None) -> str:
    if title is None:
        return ""
    return tr("“{title}”", title=entry_title(title.action, title.subject, title.cameras))
