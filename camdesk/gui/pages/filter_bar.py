"""The chips above a list: one for each property that it can be narrowed by."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Signal

from camdesk.gui.asking import ask
from camdesk.gui.kit.chips import Chip, ChipRow
from camdesk.gui.models.cell_text import cell_text
from camdesk.gui.session import Session
from camdesk.store import listing as store
from camdesk.store.connection import Connection
from camdesk.store.listing import Choice, Filter, Listing
from camdesk.store.tables import Value
from camdesk.text.i18n import tr

Chosen = Mapping[str, tuple[Value, ...]]


def choice_text(chosen: Filter, choice: Choice) -> str:
    """How a value of a filter is called."""
    if choice.text is not None:
        return choice.text
    if choice.value is None:
        return tr("Unknown")
    return cell_text(chosen.kind, choice.value)


class AskingChip(Chip):
    """A chip that asks for its values when it is opened."""

    asked = Signal()

    def open(self) -> None:
        """Ask; `offer` shows the answer."""
        self.asked.emit()

    def offer(self) -> None:
        """Show the checklist."""
        super().open()


class FilterBar(ChipRow):
    """The chips of a listing's filters, and what is chosen with them."""

    changed = Signal()

    def __init__(self, session: Session, listing: Listing, names: Sequence[str], key: str) -> None:
        super().__init__()
        self._session = session
        self._filters = {name: listing.filters[name] for name in names}
        self._key = f"{key}/choices"
        self._others: dict[str, tuple[Value, ...]] = {}
        self.chips: dict[str, AskingChip] = {}
        self._labels = {name: one.label for name, one in listing.filters.items()}
        # What another page asked for, by filters that have no chip here: seen, and let go of.
        self.elsewhere = Chip("")
        self.elsewhere.changed.connect(self._let_go)
        for name, one in self._filters.items():
            chip = self.chips[name] = AskingChip(tr(one.label))
            chip.asked.connect(lambda name=name: self._ask((name,), offer=True))
            chip.changed.connect(lambda _values: self.changed.emit())
            self.add(chip)
        self.add(self.elsewhere)
        self.elsewhere.hide()

    def chosen(self) -> Chosen:
        """The values chosen, by the names of their filters."""
        chosen: dict[str, tuple[Any, ...]] = {
            name: tuple(sorted(chip.value(), key=lambda value: (value is None, str(value))))
            for name, chip in self.chips.items()
            if chip.value()
        }
        return MappingProxyType({**self._others, **chosen})

    def show_chosen(self, chosen: Mapping[str, Collection[Value]]) -> None:
        """Show what is chosen without saying so; filters without a chip are named on one."""
        self._others = {
            name: tuple(values) for name, values in chosen.items() if name not in self.chips
        }
        named = [(name, tr(self._labels[name])) for name in self._others if name in self._labels]
        self.elsewhere.set_values(named)
        self.elsewhere.set_value([name for name, _ in named])
        self.elsewhere.setText(", ".join(label for _, label in named))
        self.elsewhere.setVisible(bool(named))
        for name, chip in self.chips.items():
            values = chosen.get(name, ())
            one = self._filters[name]
            if values and one.kind != "text":  # what needs no name from the register
                chip.set_values(
                    [(value, choice_text(one, Choice(value, None, 0))) for value in values]
                )
            chip.set_value(values)
        unnamed = [name for name in self.chips if self._filters[name].kind == "text"]
        if unnamed := [name for name in unnamed if chosen.get(name)]:
            self._ask(unnamed, offer=False)

    def _let_go(self, kept: set[object]) -> None:
        self._others = {name: values for name, values in self._others.items() if name in kept}
        self.changed.emit()

    def _ask(self, names: Sequence[str], *, offer: bool) -> None:
        filters = {name: self._filters[name] for name in names}

        def work(connection: Connection) -> dict[str, list[Choice]]:
            return {name: store.choices(connection, one) for name, one in filters.items()}

        def take(found: dict[str, list[Choice]]) -> None:
            for name, choices in found.items():
                self._name(name, choices)
            if offer:
                self.chips[names[0]].offer()

        ask(self, self._session, self._key, work, take)

    def _name(self, name: str, choices: Sequence[Choice]) -> None:
        one = self._filters[name]
        self.chips[name].set_values(
            [(choice.value, choice_text(one, choice)) for choice in choices],
            {choice.value: choice.count for choice in choices},
        )
