"""The fields of the paper behind a step: one act over many cameras is one document.

While the number is typed, papers that have it are offered; below it stands whether the register
knows the paper already, and what rests on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.domain.validation import FieldError
from camdesk.gui.asking import ask
from camdesk.gui.forms.field_controls import SuggestingBox
from camdesk.gui.forms.form_body import FormBody
from camdesk.gui.forms.paper_kinds import kinds_of_paper
from camdesk.gui.forms.references import ReferencePicker
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.kit.edits import TextEdit
from camdesk.gui.kit.option_list import Option, OptionList
from camdesk.gui.operations import NewRow, Paper
from camdesk.gui.session import Session
from camdesk.store import documents
from camdesk.store.documents import Numbered
from camdesk.text.formats import edtf_text, number_text
from camdesk.text.i18n import ntr, tr

PAPER = ("paper", "paper_number", "paper_date")
COMMISSION = "paper_commission"
_PATIENCE = 150  # ms without typing before the register is asked


def add_paper(
    form: FormBody,
    usual: str,
    prefix: str = "",
    *,
    session: Session | None = None,
    commission: bool = False,
) -> list[str]:
    """The fields of a paper, of the kind `usual` where nothing else is said; returns their names.

    With a `session` the register helps to find the paper; `commission` asks who signs it.
    """
    kind, number, day = (prefix + field for field in PAPER)
    form.add(kind, tr("Paper"), SuggestingBox(kinds_of_paper(), usual))
    form.add(number, tr("Its number"), PaperNumber(session))
    form.add(day, tr("Its date"), PartialDateEdit())
    names = [kind, number, day]
    if session is not None:
        PaperHelp(form, session, prefix)
        if commission:
            names.append(prefix + COMMISSION)
            form.add(names[-1], tr("Commission"), ReferencePicker(session, "commission"))
    return names


def paper_of(values: Mapping[str, object]) -> Paper | None:
    """The paper that was named; a kind alone is only a proposal."""
    kind, number, day = (values[name] for name in PAPER)
    commission = values.get(COMMISSION)
    if number is None and day is None and commission is None:
        return None
    if kind is None:
        raise FieldError(
            "paper", N_("What paper is it?"), N_("Say it, or clear its number and date.")
        )
    return Paper(
        str(kind),
        cast("str | None", number),
        cast("PartialDate | None", day),
        cast("int | NewRow | None", commission),
    )


class PaperNumber(TextEdit):
    """The number of a paper; papers that have it are offered below, any other may be typed."""

    found = Signal(object)  # the Numbered that was chosen

    def __init__(self, session: Session | None) -> None:
        super().__init__()
        self._session = session
        self._papers: dict[int, Numbered] = {}
        self.list = OptionList(self)
        self.list.chosen.connect(self._take)
        self._pause = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(lambda _text: self._pause.start())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.list.isVisible():
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self.list.step(key)
                return
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _held(event):
                if not self.list.choose_current():
                    self._close()
                return
            if key == Qt.Key.Key_Escape:
                self._close()
                return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._close()

    def _ask(self) -> None:
        text = self.text().strip()
        if self._session is None or not text:
            self._close()
            return
        ask(
            self,
            self._session,
            "papers of a number",
            lambda connection: documents.by_number(connection, text),
            self._offer,
        )

    def _offer(self, papers: list[Numbered]) -> None:
        if not self.hasFocus() or not papers:
            self._close()
            return
        self._papers = {paper.id: paper for paper in papers}
        options = [
            Option(paper.id, f"{tr(paper.kind)} № {paper.number}", _about(paper))
            for paper in papers
        ]
        self.list.offer(options, "", "", first=False)

    def _take(self, option: Option) -> None:
        paper = self._papers[option.id]
        self._close()
        self.setText(paper.number)
        self.found.emit(paper)
        self.changed.emit()

    def _close(self) -> None:
        self._pause.stop()
        self.list.hide()


class PaperHelp(QObject):
    """Fills in the paper that was chosen, and says below the number which paper it will be."""

    def __init__(self, form: FormBody, session: Session, prefix: str) -> None:
        super().__init__(form)
        self._form = form
        self._session = session
        self._kind, self._number, self._day = (prefix + field for field in PAPER)
        self._pause = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._pause.timeout.connect(self._ask)
        form.edit(self._number).found.connect(self._fill)
        form.changed.connect(self._changed)

    def _fill(self, paper: Numbered) -> None:
        day = PartialDate.parse(paper.issued_on) if paper.issued_on else None
        self._form.set_values({self._kind: paper.kind, self._day: day})

    def _changed(self, name: str) -> None:
        if name in (self._kind, self._number, self._day):
            self._form.row(self._number).set_hint("")
            self._pause.start()

    def _ask(self) -> None:
        kind, number = (self._form.edit(name).value() for name in (self._kind, self._number))
        try:
            day = self._form.edit(self._day).value()
        except KnownError:  # half typed
            return
        if kind and number:
            issued_on = day.edtf if isinstance(day, PartialDate) else None
            ask(
                self,
                self._session,
                f"paper of {self._number}",
                lambda connection: documents.same_paper(connection, kind, number),
                lambda twins: self._say(twins, issued_on),
            )

    def _say(self, twins: list[Numbered], issued_on: str | None) -> None:
        meant = documents.meant(twins, issued_on)
        if meant is not None:
            said = tr("It is in the register: {about}.", about=_about(meant))
        elif twins:
            dates = ", ".join(edtf_text(twin.issued_on) for twin in twins)
            said = tr("Of that number there is one of {dates}; this is another.", dates=dates)
        else:
            said = ""
        self._form.row(self._number).set_hint(said)


def _about(paper: Numbered) -> str:
    """When a paper is of, and how much rests on it."""
    cameras = ntr(
        "{count} camera rests on it", "{count} cameras rest on it", paper.cameras,
        count=number_text(paper.cameras),
    )  # fmt: skip
    return f"{edtf_text(paper.issued_on)} · {cameras}"


def _held(event: QKeyEvent) -> bool:
    """Whether a key such as Ctrl is held too."""
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
