"""What is typed into the cells of a sheet, read as the facts that they are. Knows no widget."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.facts import Fact, FactKind, fact
from camdesk.domain.money import parse_money
from camdesk.domain.validation import check_date
from camdesk.gui.cards.words import paper_text
from camdesk.gui.operations import Paper
from camdesk.importing.values import coordinate, number_as_text
from camdesk.store import cards
from camdesk.store.fill_sheet import FillRow, FillSheet, Named
from camdesk.store.tables import Value
from camdesk.text.formats import UNKNOWN, date_text, money_text_local, parse_date
from camdesk.text.i18n import tr

_NOTHING = frozenset({"", "-", "–", UNKNOWN})
_DEGREES = r"-?\d{1,3}(?:\.\d+)?"
_PAIR = re.compile(rf"({_DEGREES})\s*[,;\s]\s*({_DEGREES})")


class CellReader:
    """Reads the cells of one sheet."""

    def __init__(self, sheet: FillSheet, today: date) -> None:
        self.facts = tuple(fact(sheet.table, column) for column in sheet.columns)
        self._today = today
        self._by_text: dict[str, list[Named]] = defaultdict(list)
        self._papers = any(one.target == "document" for one in self.facts)
        self.offered: list[str] = []
        for named in sheet.names:
            words = self._words(named)
            self.offered.append(words)
            for text in {words.casefold(), *(text.casefold() for text in _known_by(named))}:
                self._by_text[text].append(named)

    def value(self, column: int, row: FillRow, text: str) -> Value | Paper:
        """What a cell says, None for nothing; KnownError where it means nothing."""
        bare = text.strip()
        if bare in _NOTHING:
            return None
        one = self.facts[column]
        match one.kind:
            case FactKind.DATE:
                return self._date(bare)
            case FactKind.MONEY:
                return _cost(bare)
            case FactKind.MEASURE:
                return coordinate(bare, one.most or 180)
            case FactKind.REFERENCE:
                return self._reference(one, row, bare)
        return number_as_text(bare)

    def shown(self, column: int, text: str, value: Value | Paper) -> str:
        """How a cell that was understood is written: what this says, `value` reads again."""
        one = self.facts[column]
        if one.kind is FactKind.DATE and isinstance(value, str):
            return date_text(parse_date(value))
        if one.kind is FactKind.MONEY and isinstance(value, int):
            return money_text_local(value)
        return text.strip()

    def remark(self, value: Value | Paper) -> str:
        """What is worth saying of a value that was understood."""
        if not isinstance(value, Paper):
            return ""
        named = paper_text(cards.Paper(0, value.kind, value.number, None))
        return tr("There is no such paper yet; saving makes it: {paper}.", paper=named)

    def _date(self, text: str) -> str | None:
        when = parse_date(text)
        check_date(when, self._today)
        return None if when is None else when.edtf

    def _reference(self, one: Fact, row: FillRow, text: str) -> Value | Paper:
        found = self._by_text.get(text.casefold(), [])
        if self._papers:
            exact = [named for named in found if self._words(named).casefold() == text.casefold()]
            wanted = tr(row.paper).casefold()
            found = exact or [named for named in found if tr(named.kind).casefold() == wanted]
            if not found:
                return Paper(tr(row.paper), text)
        if len(found) == 1:
            return found[0].id
        if found:
            raise KnownError(
                N_("“{text}” may be any of {count}."),
                N_("Choose one of the list that opens while you type."),
                text=text,
                count=len(found),
            )
        raise KnownError(
            N_("“{text}” is not among the {name}."),
            N_("Choose one of the list that opens while you type, or enter it in the books first."),
            text=text,
            name=tr(_BOOKS[one.target]),
        )

    def _words(self, named: Named) -> str:
        if not self._papers:
            return named.texts[0]
        number, *issued = named.texts
        return paper_text(cards.Paper(named.id, named.kind, number, issued[0] if issued else None))


_BOOKS = {"model": N_("models"), "organisation": N_("organisations")}


def coordinates(text: str) -> tuple[str, str] | None:
    """The two numbers of a pair as maps give it: `51.23041, 51.38654`."""
    match = _PAIR.fullmatch(text.strip())
    return (match[1], match[2]) if match else None


def _known_by(named: Named) -> tuple[str, ...]:
    return named.texts[:1] if named.kind else named.texts


def _cost(text: str) -> int:
    tiyn = parse_money(text)
    if tiyn < 0:
        raise KnownError(N_("A cost cannot be below zero."))
    return tiyn
