"""Taking an entry of the journal out of force: what will happen, and why it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.asking import while_alive
from camdesk.gui.cards.entry_reading import EntryFile
from camdesk.gui.kit.dialogs import Dialog
from camdesk.gui.kit.edits import TextEdit
from camdesk.gui.kit.labels import Label
from camdesk.gui.refused import tell_refused
from camdesk.gui.session import Session
from camdesk.text.entries import entry_title
from camdesk.text.formats import number_text
from camdesk.text.i18n import ntr, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


class VoidDialog(Dialog):
    """Asks for a reason, says what will happen, and has it done."""

    def __init__(
        self, session: Session, context: Context, file: EntryFile, parent: QWidget
    ) -> None:
        values = file.values
        self._back = bool(values["voids"])
        cameras = int(values["cameras"] or 0)
        title = entry_title(str(values["action"]), str(values["subject"] or ""), cameras)
        super().__init__(
            tr("Bring entry {entry} back into force?", entry=values["voids"])
            if self._back
            else tr("Undo entry {entry}?", entry=file.id),
            tr("Bring back") if self._back else tr("Undo"),
            subtitle=tr("“{title}”", title=title),
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._context = context
        self._entry = file.id
        self._title = title
        self._window = parent.window()
        self.reason = TextEdit()
        self.reason.setPlaceholderText(tr("why, for those who read the journal"))
        self.reason.setAccessibleName(tr("Reason"))
        self.body.addWidget(Label(self._outcome(cameras), wrap=True))
        self.body.addWidget(Label(tr("Reason"), "muted"))
        self.body.addWidget(self.reason)
        self.accepted.connect(self._do)

    def _outcome(self, cameras: int) -> str:
        if self._back:
            first = tr("What it recorded counts again.")
        elif cameras:
            first = ntr(
                "{count} camera will be as if this had not been recorded.",
                "{count} cameras will be as if this had not been recorded.",
                cameras,
                count=number_text(cameras),
            )
        else:
            first = tr("The register will be as if this had not been recorded.")
        rest = tr("Nothing is deleted: the journal keeps the entry, and this one beside it.")
        return f"{first} {rest}"

    def _do(self) -> None:
        entry, reason, context, title = self._entry, self.reason.value(), self._context, self._title
        said = tr("Back in force: {entry}", entry=title) if self._back else tr(
            "Undone: {entry}", entry=title
        )  # fmt: skip
        window = self._window

        def refuse(error: BaseException) -> None:
            if isinstance(error, KnownError):
                tell_refused(window, error, context)
            else:
                self._session.failed.emit(error)

        self._session.write(
            lambda register: register.void(entry, reason),
            lambda _entry: context.notify(said),
            while_alive(window, refuse),
        )
