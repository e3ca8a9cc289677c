"""Recording a failure: first which camera, by its number typed or scanned, then the step itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import KINDS
from camdesk.domain.validation import FieldError
from camdesk.gui.asking import ask
from camdesk.gui.cards.reading import CameraFile, read_camera
from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.forms.references import ReferencePicker
from camdesk.gui.forms.step_form import StepForm
from camdesk.gui.session import Session
from camdesk.store import books
from camdesk.store.books import Found
from camdesk.store.camera_numbers import bearers
from camdesk.store.connection import Connection
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_CAMERA = "camera"


class ScanPicker(ReferencePicker):
    """A camera by its number: a scanner types it and presses Enter before any list is open."""

    scanned = Signal()  # Enter found the camera that bears the number

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "camera", parent=parent)
        self.setPlaceholderText(tr("inventory or serial number"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enter or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif self.option() is not None:
            self.scanned.emit()
        elif text := self.text().strip():
            self._look_up(text)

    def _look_up(self, text: str) -> None:
        """Take the one camera that bears the number; else what is marked in the list."""
        tongue = language()

        def find(connection: Connection) -> Found | None:
            borne = [one for found in bearers(connection, [text]).values() for one in found]
            one = borne if len(borne) == 1 else [bearer for bearer in borne if bearer.live]
            if len(one) != 1:
                return None
            return books.found(connection, "camera", one[0].camera, tongue)

        def take(found: Found | None) -> None:
            if self.text().strip() != text:
                return
            if found is not None:
                self.set_value(found)
                self.changed.emit()
                self.scanned.emit()
            elif not self.options() or not self._list.choose_current():
                self._ask()

        ask(self, self._session, "scanned camera", find, take)


class FailureForm(FormDialog):
    """Asks for the camera and opens the form of the step for it."""

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            tr("Record a failure"),
            tr("Type or scan the number of the camera and press Enter."),
            parent,
            tr("Continue"),
        )
        self._context = context
        picker = ScanPicker(session)
        picker.scanned.connect(self.accept)
        self.form.add(_CAMERA, tr("Camera"), picker, required=True)

    def submit(self, values: dict[str, object]) -> None:
        """Read the camera, then let the form of the step take over."""
        camera = values[_CAMERA]
        assert isinstance(camera, int)  # the field is required and makes no new rows
        tongue, today = language(), self.session.register.today
        self.begin_saving()
        ask(
            self,
            self.session,
            "failed camera",
            lambda connection: read_camera(connection, camera, tongue, today),
            self._go_on,
        )

    def _go_on(self, file: CameraFile | None) -> None:
        if file is None:
            self.refuse(FieldError(_CAMERA, N_("It is no longer in the register.")))
            return
        parent = self.parentWidget()
        self.finish()
        StepForm.for_camera(self.session, self._context, KINDS["failed"], file, parent).open()
