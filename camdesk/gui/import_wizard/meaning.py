"""A mapping while a clerk works on it: one line for each column of the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from camdesk.gui.import_wizard.register_words import RegisterWords, without_meaning
from camdesk.importing.fields import (
    KEYS,
    TARGETS,
    Purpose,
    Rule,
    Target,
    is_own,
    rules_of,
    values_of,
)
from camdesk.importing.mapping import Mapping as Made
from camdesk.importing.proposal import decided_order, known_values
from camdesk.importing.values import Order, needs_order, numeric_date

Texts = Mapping[str, Mapping[str, int]]
_COMPARES = (Purpose.SNAPSHOT,)
_DATES = "date"


@dataclass(slots=True)
class Line:
    """What one column means, or what every row says where no column says it."""

    column: str
    target: str | None = None
    order: Order | None = None
    constant: str | None = None  # None: the line is that of a column


@dataclass(slots=True)
class Meaning:
    """The mapping as the clerk has it, over a table whose columns hold `texts`."""

    columns: Sequence[str]
    texts: Texts
    targets: Mapping[str, Target] = field(default_factory=lambda: TARGETS)
    words: RegisterWords = field(default_factory=RegisterWords)
    lines: list[Line] = field(default_factory=list)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    purpose: Purpose = Purpose.NEW
    name: str = ""

    def take(self, mapping: Made) -> None:
        """Be as `mapping` says; columns that it does not name are left aside."""
        self.lines = [
            Line(column, mapping.columns.get(column), mapping.orders.get(column))
            for column in self.columns
        ]
        self.values = {name: dict(some) for name, some in mapping.values.items()}
        self.rules = dict(mapping.rules)
        self.lines += [
            Line("", target, constant=text) for target, text in mapping.constants.items()
        ]
        self.keys, self.purpose, self.name = mapping.keys, mapping.purpose, mapping.name

    def mapping(self) -> Made:
        """The mapping as it stands."""
        columns = {
            line.column: line.target
            for line in self.lines
            if line.target is not None and line.constant is None
        }
        constants = {line.target: line.constant for line in self.lines if line.constant}
        fed = set(columns.values())
        kept = fed | set(constants)
        return Made(
            columns,
            {name: dict(some) for name, some in self.values.items() if name in kept and some},
            {line.column: line.order for line in self.lines if line.order and self.is_date(line)},
            tuple(key for key in self.keys if key in fed),
            self.name,
            self.purpose,
            {target: rule for target, rule in self.rules.items() if target in fed},
            {target: text for target, text in constants.items() if target is not None},
        )

    def add_constant(self) -> int:
        """One more thing is the same in all rows: its line."""
        self.lines.append(Line("", constant=""))
        return len(self.lines) - 1

    def drop(self, row: int) -> None:
        """A line that is no column goes; a column is left aside."""
        if self.lines[row].constant is not None:
            del self.lines[row]
        else:
            self.choose(row, None)

    def texts_of(self, line: Line) -> Mapping[str, int]:
        """The different texts that a line says, with their counts."""
        if line.constant is not None:
            return {line.constant: 1} if line.constant else {}
        return self.texts.get(line.column, {})

    def choose(self, row: int, target: str | None) -> None:
        """A column means something else: a field is fed by one column alone."""
        for line in self.lines:
            if target is not None and line.target == target:
                line.target = None
        line = self.lines[row]
        line.target = target
        if line.constant is not None:
            line.constant = ""
        elif target is not None:
            texts = self.texts_of(line)
            if known := known_values(target, texts):
                self.values[target] = {**known, **self.values.get(target, {})}
            if self.is_date(line):
                line.order = decided_order(texts)
        fed = self.fed()
        self.keys = tuple(key for key in self.keys if key in fed) or self.usual_keys()

    def fed(self) -> list[str]:
        """The fields that columns feed."""
        return [
            line.target for line in self.lines if line.target is not None and line.constant is None
        ]

    def possible_keys(self) -> list[str]:
        """By what rows can be found: what stands in the table and tells things apart."""
        fed = self.fed()
        return [key for key in (*KEYS, *(one for one in fed if is_own(one))) if key in fed]

    def usual_keys(self) -> tuple[str, ...]:
        """The surest of the possible keys."""
        return tuple(self.possible_keys()[:1])

    def is_date(self, line: Line) -> bool:
        """Whether the column holds dates."""
        return line.target is not None and self.targets[line.target].kind == _DATES

    def asks_order(self, line: Line) -> bool:
        """Whether the order of its dates matters: some are three numbers, or numbers of days."""
        if line.constant is not None:
            return False
        return self.is_date(line) and any(
            numeric_date(text) is not None or needs_order(text) for text in self.texts_of(line)
        )

    def has_words(self, line: Line) -> bool:
        """Whether the column's texts stand for values of the register."""
        return line.target is not None and values_of(line.target) is not None

    def rule_choices(self, line: Line) -> tuple[Rule, ...]:
        """What a different value may mean; none where nothing is compared."""
        if line.constant is not None or line.target in self.keys:
            return ()
        if line.target is None or self.purpose not in _COMPARES:
            return ()
        return rules_of(line.target)

    def rule(self, line: Line) -> Rule | None:
        """What a different value means."""
        choices = self.rule_choices(line)
        if not choices or line.target is None:
            return None
        return self.rules.get(line.target, choices[0])

    def set_rule(self, line: Line, rule: Rule) -> None:
        """Say what a different value means."""
        if line.target is None:
            return
        if rule is next(iter(rules_of(line.target)), None):
            self.rules.pop(line.target, None)
        else:
            self.rules[line.target] = rule

    def unknown(self, line: Line) -> list[str]:
        """The words of the column that have no meaning yet; their rows would be refused."""
        if not self.has_words(line):
            return []
        assert line.target is not None
        texts = self.texts_of(line)
        return without_meaning(self.words, line.target, texts, self.values.get(line.target, {}))

    def say(self, target: str, text: str, value: str | None) -> None:
        """A word stands for a value; None takes its meaning back."""
        words = self.values.setdefault(target, {})
        if value is None:
            words.pop(text, None)
        else:
            words[text] = value
