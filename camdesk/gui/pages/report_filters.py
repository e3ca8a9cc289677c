"""The chips by which a report is narrowed to the cameras of a programme, a place or a holder."""

from __future__ import annotations

from PySide6.QtCore import Signal

from camdesk.gui.asking import ask
from camdesk.gui.kit.chips import ChipRow
from camdesk.gui.pages.filter_bar import AskingChip
from camdesk.gui.session import Session
from camdesk.reports.catalogue import Report
from camdesk.reports.choosing import NOT_SAID
from camdesk.reports.report import FILTER_LABELS
from camdesk.store import named
from camdesk.store.chosen import NAMES, NONE_SAID, Filters
from camdesk.store.connection import Connection
from camdesk.text.i18n import language, tr

_DEEPER = "\u2003"  # a place stands further in than the one that it lies in


class OneChip(AskingChip):
    """A chip of which one value can be chosen."""

    def _show(self) -> None:
        super()._show()
        # How deep a place lies says something in the list alone.
        self.setText(self.text().replace(_DEEPER, ""))
        self.setAccessibleName(self.accessibleName().replace(_DEEPER, ""))

    def _ticked(self, value: object, on: bool) -> None:
        self.set_value({value} if on else ())
        self.changed.emit(self.value())


class ReportFilters(ChipRow):
    """A chip for each filter that a report takes."""

    changed = Signal()

    def __init__(self, report: Report, session: Session) -> None:
        super().__init__()
        self._session = session
        self._key = f"filters of {report.name}"
        self.chips: dict[str, OneChip] = {}
        for name in report.filters:
            chip = self.chips[name] = OneChip(tr(FILTER_LABELS[name]))
            chip.asked.connect(lambda name=name: self._ask((name,), offer=True))
            chip.changed.connect(lambda _values: self.changed.emit())
            self.add(chip)

    def filters(self) -> Filters:
        """What is chosen."""
        chosen = {name: next(iter(chip.value()), None) for name, chip in self.chips.items()}
        return Filters(**chosen)  # type: ignore[arg-type]

    def show_filters(self, filters: Filters) -> None:
        """Show what is chosen without saying so."""
        for name, chip in self.chips.items():
            row = getattr(filters, name)
            chip.set_value(() if row is None else (row,))
        unnamed = tuple(name for name, chip in self.chips.items() if chip.value())
        if unnamed:
            self._ask(unnamed, offer=False)

    def state(self) -> dict[str, int]:
        """What to give to `restore` later: plain values."""
        filters = self.filters()
        rows = {name: getattr(filters, name) for name in NAMES}
        return {name: row for name, row in rows.items() if row is not None}

    def restore(self, state: object) -> None:
        """Be as `state` says."""
        kept = state if isinstance(state, dict) else {}
        rows = {n: row for n, row in kept.items() if n in self.chips and isinstance(row, int)}
        self.show_filters(Filters(**rows))

    def _ask(self, names: tuple[str, ...], *, offer: bool) -> None:
        tongue = language()

        def work(connection: Connection) -> dict[str, list[named.Offer]]:
            return {name: named.offers(connection, name, tongue) for name in names}

        def take(found: dict[str, list[named.Offer]]) -> None:
            for name, offers in found.items():
                values = [(NONE_SAID, tr(NOT_SAID[name]))]
                values += [(one.id, f"{_DEEPER * one.depth}{one.name}") for one in offers]
                self.chips[name].set_values(values)
            if offer:
                self.chips[names[0]].offer()

        ask(self, self._session, f"{self._key}/{'+'.join(names)}", work, take)
