"""The card of a published figure: what was said, its parts, the register's own count."""

from __future__ import annotations

from collections.abc import Sequence

from camdesk.domain.figures import Finding
from camdesk.gui.cards.sheet import Line, Row, Run
from camdesk.gui.cards.table_card import Section, TableCard, TableFile
from camdesk.gui.kit.tones import verdict_tone
from camdesk.store import figure_list
from camdesk.store.books import Found
from camdesk.store.connection import Connection
from camdesk.store.figures import Figure, File
from camdesk.store.listing import Query
from camdesk.text.figure_words import figure_title, said_words
from camdesk.text.formats import UNKNOWN, day_text, money_text_local, number_text
from camdesk.text.i18n import language, tr
from camdesk.text.value_words import value_word


class FigureCard(TableCard):
    """Everything about one figure, and the way to the cameras behind it."""

    table = "figure"

    def read_more(self, connection: Connection, row: int) -> File | None:
        return figure_list.file(connection, row, language())

    def title(self, file: TableFile) -> str:
        figure = _of(file).figure
        return figure_title(figure.said, figure.measure, figure.programme, figure.place)

    def line(self, file: TableFile) -> str:
        return value_word("verdict", _of(file).comparison.verdict)

    def tone(self, file: TableFile) -> str:
        return verdict_tone(str(_of(file).comparison.verdict))

    def fact_rows(self, file: TableFile) -> list[Row]:
        return []  # they come last: what they lead to is what a reader looks for

    def sections(self, file: TableFile) -> Sequence[Section]:
        made = [self._register(_of(file))]
        if _of(file).parts or _of(file).others:
            made.insert(0, self._parts(_of(file)))
        note = file.facts["note"]
        if note is not None and _of(file).comparison.verdict.finding is Finding.UNKNOWN:
            made.insert(0, Section(tr("What was said instead"), lines=[[Run(str(note))]]))
        return [*made, Section(tr("As published"), super().fact_rows(file))]

    def edit_facts(self) -> None:
        """Open the form that corrects the figure shown."""
        if self.row is not None and not self._session.read_only:
            from camdesk.gui.forms.figure_form import FigureForm

            FigureForm(self._session, self._context, self.row, self).open()

    def add_part(self) -> None:
        """Enter a figure that is part of the one shown."""
        file = self._file
        if file is not None and not self._session.read_only:
            from camdesk.gui.forms.figure_form import FigureForm

            form = FigureForm(self._session, self._context, None, self)
            form.start_part(Found(file.id, file.title, ""), file.facts, file.names)
            form.open()

    def show_cameras(self, what: str) -> None:
        """Show the cameras that are counted, or the `rest` of the scope."""
        if self.row is not None:
            query = Query(filters={"figure": (f"{self.row} {what}",)})
            self._context.show_list("cameras", query)

    def _parts(self, file: File) -> Section:
        found = file.comparison
        rows = [_part(part) for part in file.parts]
        rows += [
            _row(number_text(found.parts), [Run(tr("Sum of its parts"), "strong")]),
            _row(number_text(found.parts_difference), [Run(tr("Published − parts"), "strong")]),
        ]
        if file.others:
            rows += [_part(part) for part in file.others]
            said = tr("Of another unit or measure, and not in the sum")
            rows.insert(len(rows) - len(file.others), _row("", [Run(said, "muted")]))
        return Section(tr("Its parts"), rows)

    def _register(self, file: File) -> Section:
        heading, found, scope = tr("The register itself"), file.comparison, file.figure.scope
        as_of = (
            tr("as of today") if scope.day is None else tr("as of {day}", day=day_text(scope.day))
        )
        if scope.measure == "money_spent":
            spent = UNKNOWN if found.register is None else money_text_local(found.register * 100)
            said = tr("spent as far as the register knows, {as_of}", as_of=as_of)
            return Section(heading, lines=[[Run(spent, "strong"), Run("  "), Run(said, "muted")]])
        if not scope.has_cameras:
            return Section(heading, empty=tr("The register does not count such things."))
        counted = [Run(tr("cameras counted {as_of}", as_of=as_of), "link", "counted:1")]
        rows = [_row(number_text(found.register), counted)]
        if found.register_difference is not None:
            difference = number_text(found.register_difference)
            rows.append(_row(difference, [Run(tr("Published − register"), "strong")]))
        rest = Run(tr("cameras of this scope that are not counted"), "link", "rest:1")
        return Section(heading, [*rows, _row("", [rest])])

    def _follow(self, what: str, which: str) -> None:
        if what in ("counted", "rest"):
            self.show_cameras(what)
        else:
            super()._follow(what, which)


def _of(file: TableFile) -> File:
    assert isinstance(file.more, File)
    return file.more


def _part(part: Figure) -> Row:
    said = part.place or part.programme or part.note or part.key
    return _row(said_words(part.said), [Run(said, "link", f"figure:{part.id}")])


def _row(number: str, line: Line) -> Row:
    return Row([Run(number)], [line])
