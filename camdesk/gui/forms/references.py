"""Fields that point to another row: found while one types, or made by the same entry."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from camdesk.gui.asking import ask
from camdesk.gui.kit.picker import Answer, Option, Picker
from camdesk.gui.operations import NewRow
from camdesk.gui.session import Session
from camdesk.store import books
from camdesk.store.books import Found
from camdesk.text.i18n import language, tr

_NEW = 0  # the id of a row that is still to be made


class ReferencePicker(Picker):
    """Finds a row of `table`; where the clerk may make one, it becomes part of the form's entry."""

    def __init__(
        self,
        session: Session,
        table: str,
        *,
        without: frozenset[int] = frozenset(),
        parent: QWidget | None = None,
    ) -> None:
        self._session = session
        self._table = table
        self._without = without
        self._new: NewRow | None = None
        maker = self._make if table in _MAKERS else None
        super().__init__(self._find, create=maker, parent=parent)

    def value(self) -> int | NewRow | None:  # type: ignore[override]
        """The id of the row chosen, or the row to be made."""
        chosen = super().value()
        return self._new if chosen == _NEW else chosen

    def set_value(self, value: Found | NewRow | None) -> None:
        """Show a row, silently."""
        self._new = value if isinstance(value, NewRow) else None
        if isinstance(value, NewRow):
            self.set_option(Option(_NEW, value.title, tr("will be made with this entry")))
        elif value is None:
            self.set_option(None)
        else:
            self.set_option(Option(value.id, value.title, value.subtitle))

    def typed(self) -> Found | NewRow | str:
        """What was chosen, or the text that was typed in vain."""
        option = self.option()
        if option is None:
            return self.text()
        if self._new is not None and option.id == _NEW:
            return self._new
        return Found(option.id, option.title, option.subtitle)

    def retype(self, typed: Found | NewRow | str) -> None:
        """Show what `typed` gave, silently."""
        if isinstance(typed, str):
            self.set_value(None)
            self.setText(typed)
        else:
            self.set_value(typed)

    def take(self, row: NewRow) -> None:
        """Choose a row that the clerk has just described."""
        self.set_value(row)
        self.setFocus()
        self.changed.emit()

    def _find(self, text: str, answer: Answer) -> None:
        table, without = self._table, self._without

        def show(found: list[Found]) -> None:
            answer([Option(f.id, f.title, f.subtitle) for f in found if f.id not in without])

        ask(
            self,
            self._session,
            f"find {table}",
            lambda connection: books.find(connection, table, text, language=language()),
            show,
        )

    def _make(self, text: str) -> None:
        _MAKERS[self._table](self, self._session, text)


Maker = Callable[[ReferencePicker, Session, str], None]


def _organisation(picker: ReferencePicker, session: Session, text: str) -> None:
    from camdesk.gui.forms.small_forms import OrganisationForm

    form = OrganisationForm(session, text, picker.window())
    form.drafted.connect(picker.take)
    form.open()


def _model(picker: ReferencePicker, session: Session, text: str) -> None:
    from camdesk.gui.forms.small_forms import ModelForm

    form = ModelForm(session, text, picker.window())
    form.drafted.connect(picker.take)
    form.open()


def _site(picker: ReferencePicker, session: Session, text: str) -> None:
    from camdesk.gui.forms.site_form import SiteForm

    form = SiteForm.draft(session, text, picker.window())
    form.drafted.connect(picker.take)
    form.open()


def _programme(picker: ReferencePicker, _session: Session, text: str) -> None:
    if text:
        picker.take(NewRow("programme", {"name_ru": text}, text))


def _commission(picker: ReferencePicker, session: Session, text: str) -> None:
    from camdesk.gui.forms.commission_form import CommissionForm

    form = CommissionForm(session, text, picker.window())
    form.drafted.connect(picker.take)
    form.open()


_MAKERS: dict[str, Maker] = {
    "commission": _commission,
    "organisation": _organisation,
    "model": _model,
    "site": _site,
    "programme": _programme,
}
