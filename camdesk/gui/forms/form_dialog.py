"""The dialog of a form: nothing typed is lost, on an error or by Esc."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from camdesk.domain.errors import KnownError
from camdesk.domain.validation import FieldError
from camdesk.gui.forms.form_body import FormBody
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.dialogs import Dialog
from camdesk.gui.kit.notices import Level
from camdesk.gui.kit.tokens import Space
from camdesk.gui.session import Session
from camdesk.text.i18n import tr

_TROUBLE = "trouble"
_LEAVING = "leaving"


class FormDialog(Dialog):
    """A form over the window that opened it; a subclass adds fields and says how to save."""

    def __init__(
        self,
        session: Session,
        title: str,
        lead: str = "",
        parent: QWidget | None = None,
        primary: str = "",
    ) -> None:
        super().__init__(title, primary or tr("Save"), subtitle=lead, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.session = session
        self.form = FormBody()
        self.middle = QHBoxLayout()
        self.middle.setSpacing(Space.XXL)
        self.middle.addWidget(self.form, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self.middle)
        self._untouched: dict[str, object] | None = None
        self._saving = False
        self.form.changed.connect(self._changed)
        self.form.grew.connect(self.grow)

    @property
    def save_button(self) -> Button:
        """The button that saves."""
        assert self.primary is not None  # every form has one
        return self.primary

    def open(self) -> None:
        """Show the form, the cursor in its first field."""
        self.chain_focus()
        if self._untouched is None:
            self.remember_untouched()
        super().open()
        self.form.focus(self.form.in_order()[0])

    def chain_focus(self) -> None:
        """Tab goes through the fields in their order, then to the buttons."""
        chain = [self.form.control(name) for name in self.form.in_order()]
        for one, other in pairwise([*chain, self.save_button, self.cancel]):
            QWidget.setTabOrder(one, other)

    def grow(self) -> None:
        """Take the room that the fields need by now, as far as the screen has it."""
        # After the layout has heard of what was shown.
        QTimer.singleShot(0, self, self._grow)

    def _grow(self) -> None:
        self._scroll.updateGeometry()  # it does not hear of what its contents want
        wanted = self.sizeHint().expandedTo(self.size())
        self.resize(wanted.boundedTo(self.room().expandedTo(self.size())))

    def set_lead(self, text: str) -> None:
        """The line under the title."""
        self.subtitle.setText(text)
        self.subtitle.setVisible(bool(text))

    def remember_untouched(self) -> None:
        """What stands in the fields now is not the clerk's typing."""
        self._untouched = self.form.typed()

    def is_touched(self) -> bool:
        """Whether something was typed that would be lost."""
        return self._untouched is not None and self.form.typed() != self._untouched

    def accept(self) -> None:
        """Save, unless a field is wrong or a save is under way."""
        if self._saving or not self.save_button.isEnabled():
            return
        self.notices.remove(_TROUBLE)
        self.notices.remove(_LEAVING)
        values = self.form.values()
        if values is not None:
            self.submit(values)

    def submit(self, values: dict[str, object]) -> None:
        """Save `values`; the subclass says how, and calls `finish` or `refuse`."""
        raise NotImplementedError

    def begin_saving(self) -> None:
        """Nothing may be changed or saved twice until the answer comes."""
        self._set_saving(True)

    def resume(self) -> None:
        """Saving was called off: what was typed stands here still."""
        self._set_saving(False)

    def finish(self) -> None:
        """It is saved: close."""
        self._saving = False
        QDialog.accept(self)

    def refuse(self, error: BaseException) -> None:
        """Say why it was not saved: beside the field it is about, or above all."""
        self._set_saving(False)
        if not isinstance(error, KnownError):
            self.session.failed.emit(error)
            return
        field = self.field_of(error)
        if field is None:
            self.notices.post_error(error, key=_TROUBLE)
        else:
            self.form.set_error(field, error)
            self.form.focus(field)

    def field_of(self, error: KnownError) -> str | None:
        """The field that an error is about."""
        if isinstance(error, FieldError) and self.form.has(error.field):
            return error.field
        return None

    def reject(self) -> None:
        """Close; where something was typed, only when asked twice."""
        if self._saving:
            return
        if not self.is_touched() or self.is_leaving():
            super().reject()
            return
        self.notices.post(
            Level.WARNING,
            tr("What was typed is not saved. Esc again discards it."),
            tr("Discard"),
            super().reject,
            key=_LEAVING,
        )

    def is_leaving(self) -> bool:
        """Whether the clerk has been asked about what is not saved."""
        return tr("What was typed is not saved. Esc again discards it.") in self.notices.texts()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter alone saves nothing: it is pressed by habit at the end of a line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _changed(self, _name: str) -> None:
        self.notices.remove(_TROUBLE)
        self.notices.remove(_LEAVING)

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self.form.setEnabled(not saving)
        self.cancel.setEnabled(not saving)
        self.save_button.setEnabled(not saving)
