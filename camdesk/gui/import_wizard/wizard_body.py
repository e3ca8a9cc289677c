"""What stands in the window of the import: title, steps, notices and buttons."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from camdesk.gui.import_wizard.alt_letters import AltLetters
from camdesk.gui.import_wizard.long_read import LongReads
from camdesk.gui.import_wizard.meaning_step import MeaningStep
from camdesk.gui.import_wizard.plan_step import PlanStep
from camdesk.gui.import_wizard.reading_step import ReadingStep
from camdesk.gui.import_wizard.result_page import ResultPage
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.labels import Label, Line
from camdesk.gui.kit.notices import Busy, Level, NoticeBar
from camdesk.gui.kit.tokens import Space
from camdesk.text.formats import number_text
from camdesk.text.i18n import ntr, tr

READING, MEANING, VERDICTS, RESULT = range(4)
_TROUBLE, _MAPPING = "trouble", "mapping"


class WizardBody(QObject):
    """Lays out the window and shows one step at a time; what its buttons ask come as signals."""

    next_asked = Signal()
    back_asked = Signal()
    cancel_asked = Signal()
    saving_asked = Signal()

    def __init__(self, window: QWidget, reads: LongReads) -> None:
        super().__init__(window)
        self.reading = ReadingStep()
        self.meaning = MeaningStep()
        self.plan = PlanStep(reads)
        self.result = ResultPage()
        self._steps = QStackedWidget()
        for step in (self.reading, self.meaning, self.plan, self.result):
            self._steps.addWidget(step)
        self.title = Label(role="title")
        self.lead = Label(role="muted", wrap=True)
        self.notices = NoticeBar()
        self.busy = Busy()
        self.mapping_button = Button(tr("Mappings"))
        self.rejects_button = Button(tr("Import, and save refused rows…"), self.saving_asked.emit)
        self.back_button = Button(tr("Back"), self.back_asked.emit)
        self.cancel_button = Button(tr("Cancel"), self.cancel_asked.emit)
        self.next_button = Button(tr("Next"), self.next_asked.emit, primary=True)
        self._letters = AltLetters(window)
        self._lay_out(window)

    @property
    def step(self) -> int:
        """Which step is shown."""
        return self._steps.currentIndex()

    def show_step(self, step: int, title: str, lead: str) -> None:
        """Show a step under its title."""
        self._steps.setCurrentIndex(step)
        self.title.setText(title)
        self.lead.setText(lead)
        self.back_button.setVisible(READING < step < RESULT)
        self.cancel_button.setVisible(step != RESULT)
        self.mapping_button.setVisible(step == MEANING)
        self.rejects_button.setVisible(False)
        self.next_button.setText(tr("Close") if step == RESULT else tr("Next"))
        if step != MEANING:
            self.notices.remove(_MAPPING)
        self._give_letters()

    def show_import(self, text: str, refused: int) -> None:
        """Say what the last button does, and offer to save the rows that are refused."""
        self.next_button.setText(text)
        self.next_button.setAccessibleName(text)
        self.rejects_button.setVisible(refused > 0)
        said = ntr("Save {count} refused row and import…", "Save {count} refused rows and import…",
                   refused, count=number_text(refused))  # fmt: skip
        self.rejects_button.setText(said)
        self.rejects_button.setAccessibleName(said)
        self._give_letters()

    def say(self, text: str) -> None:
        """Say what is wrong; an empty text takes it back."""
        if text:
            self.notices.post(Level.ERROR, text, key=_TROUBLE)
        else:
            self.notices.remove(_TROUBLE)

    def say_recognised(self, name: str) -> None:
        """Say that the table is read as one like it was; an empty name takes it back."""
        if name:
            text = tr("Read as before, by the mapping “{name}”.", name=name)
            self.notices.post(Level.INFO, text, key=_MAPPING)
        else:
            self.notices.remove(_MAPPING)

    def say_saved(self, name: str) -> None:
        """Say that the mapping is kept."""
        text = tr("The mapping “{name}” is saved; a table like this one is recognised by it.",
                  name=name)  # fmt: skip
        self.notices.post(Level.INFO, text, key=_MAPPING)

    def next_area(self, step: int) -> None:
        """Give the keyboard to the next part of the step."""
        areas = [area for area in self._areas() if area.isVisible()]
        here = next((at for at, area in enumerate(areas) if _has_focus(area)), -1)
        area = areas[(here + step) % len(areas)] if here >= 0 or step > 0 else areas[-1]
        _focus(area)

    def _give_letters(self) -> None:
        """Alt and a letter for every button of the step, those of the foot first."""
        foot = (
            self.next_button,
            self.back_button,
            self.cancel_button,
            self.rejects_button,
            self.mapping_button,
        )
        of_step: dict[int, tuple[Button, ...]] = {
            READING: (self.reading.detected_button, self.reading.next_problem_button),
            MEANING: (self.meaning.constant_button,),
            VERDICTS: (self.plan.on_button, self.plan.off_button),
            RESULT: (self.result.undo_button, self.result.file_button, self.result.folder_button),
        }
        self._letters.assign((*foot, *of_step.get(self.step, ())))

    def _areas(self) -> list[QWidget]:
        reading, meaning, plan = self.reading, self.meaning, self.plan
        parts: dict[int, list[QWidget]] = {
            READING: [reading.choices, reading.preview, reading.problems],
            MEANING: [meaning.head, meaning.columns, meaning.pane],
            VERDICTS: [plan.chips, plan.search, plan.table],
            RESULT: [self.result],
        }
        return [*parts[self.step], self._foot]

    def _lay_out(self, window: QWidget) -> None:
        self._foot = QWidget()
        buttons = QHBoxLayout(self._foot)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.mapping_button)
        buttons.addWidget(self.busy, 1)
        buttons.addStretch(0)
        for button in (
            self.cancel_button, self.back_button, self.rejects_button, self.next_button
        ):  # fmt: skip
            buttons.addWidget(button, alignment=Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(window)
        layout.setContentsMargins(Space.XXL, Space.XL, Space.XXL, Space.L)
        layout.setSpacing(Space.XS)
        layout.addWidget(self.title)
        layout.addWidget(self.lead)
        layout.addWidget(self.notices)
        layout.addSpacing(Space.M)
        layout.addWidget(self._steps, 1)
        layout.addSpacing(Space.S)
        layout.addWidget(Line())
        layout.addSpacing(Space.XS)
        layout.addWidget(self._foot)


def _has_focus(area: QWidget) -> bool:
    focus = QApplication.focusWidget() or area.window().focusWidget()
    return focus is area or area.isAncestorOf(focus)


def _focus(area: QWidget) -> None:
    """The area itself, or the first in it that takes the keyboard."""
    reason = Qt.FocusReason.TabFocusReason
    if area.focusPolicy() & Qt.FocusPolicy.TabFocus:
        area.setFocus(reason)
        return
    widget = area.nextInFocusChain()
    while widget is not None and widget is not area:
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
        if takes and widget.isVisible() and area.isAncestorOf(widget):
            widget.setFocus(reason)
            return
        widget = widget.nextInFocusChain()
