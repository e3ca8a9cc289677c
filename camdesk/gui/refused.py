"""Saying that an entry cannot be undone, and leading to the entry that stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.kit.dialogs import Dialog
from camdesk.gui.kit.labels import Label
from camdesk.text.formats import advice, said
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


def tell_refused(parent: QWidget, error: KnownError, context: Context) -> Dialog:
    """Say why, what to do, and offer to show the entry that the error names."""
    # EntryInUse and EntryUndone name the entry that has to be dealt with first.
    entry = getattr(error, "later", None) or getattr(error, "earlier", None)
    show = tr("Show entry {entry}", entry=entry) if entry else ""
    dialog = Dialog(tr("Nothing was undone"), show, cancel=tr("Close"), parent=parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.body.addWidget(Label(said(error), wrap=True, selectable=True))
    if advised := advice(error):
        dialog.body.addWidget(Label(advised, "muted", wrap=True, selectable=True))
    if entry:
        dialog.accepted.connect(lambda: context.open_entry(entry))
    dialog.open()
    return dialog
