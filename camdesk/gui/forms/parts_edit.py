"""Lists of spare parts inside a form: parts recovered from a camera, parts fitted into one."""

from __future__ import annotations

from collections import Counter
from typing import cast

from camdesk.domain.parts import FittedPart, PartLine
from camdesk.gui.asking import ask
from camdesk.gui.forms.field_controls import SuggestingBox, WholeEdit
from camdesk.gui.forms.part_picker import PartPicker
from camdesk.gui.forms.parts_lines import PartsEdit, PartsLine
from camdesk.gui.kit.edits import MoneyEdit
from camdesk.gui.kit.tokens import CONTROL_HEIGHT
from camdesk.gui.session import Session
from camdesk.store import part_list
from camdesk.store.connection import Connection
from camdesk.store.part_list import Offer
from camdesk.store.parts import PartsShort
from camdesk.text.i18n import tr

# Pixels; the rest of a line is for what the part is called.
_QUANTITY, _VALUE, _STORAGE = 76, 104, 150
_LEAST_WIDTH = 560


class RecoveredEdit(PartsEdit):
    """What a camera gave: name, quantity, value of one, and where it lies."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._words: dict[str, list[str]] = {"name": [], "storage": []}
        heads = ((tr("Part"), 0), (tr("Quantity"), _QUANTITY), (tr("Value of one"), _VALUE))
        super().__init__(
            (*heads, (tr("Where it lies"), _STORAGE), ("", CONTROL_HEIGHT)), _LEAST_WIDTH
        )
        ask(self, session, "words of parts", _words, self._suggest)

    def make_line(self) -> PartsLine:
        """An empty line, at the place of the line above it: parts of a camera lie together."""
        quantity = WholeEdit()
        quantity.set_value("1")
        value = MoneyEdit()
        value.setPlaceholderText("")
        storage = SuggestingBox(self._words["storage"], self._storage_above())
        return PartsLine(
            (
                (tr("Part"), SuggestingBox(self._words["name"]), 0),
                (tr("Quantity"), quantity, _QUANTITY),
                (tr("Value of one"), value, _VALUE),
                (tr("Where it lies"), storage, _STORAGE),
            )
        )

    def is_empty(self, line: PartsLine) -> bool:
        """Whether `line` names no part and no value."""
        name, _, value, _ = line.typed()
        return not str(name or "").strip() and not str(value or "").strip()

    def value(self) -> tuple[PartLine, ...] | None:
        """The parts; KnownError for a line that cannot be so."""
        return tuple(map(self._said, self.filled())) or None

    def _said(self, line: PartsLine) -> PartLine:
        name, _, value, storage = line.edits
        return PartLine(
            cast("SuggestingBox", name).value() or "",
            line.how_many(),
            cast("MoneyEdit", value).value(),
            cast("SuggestingBox", storage).value(),
        )

    def _storage_above(self) -> str:
        return "" if not self.lines else str(self.lines[-1].typed()[3] or "")

    def _suggest(self, words: dict[str, list[str]]) -> None:
        self._words = words
        for line in self.lines:
            for place, name in ((0, "name"), (3, "storage")):
                box = cast("SuggestingBox", line.edits[place])
                stood = box.currentText()
                box.addItems(words[name])
                box.setEditText(stood)


class FittedEdit(PartsEdit):
    """What goes into a camera: parts in stock, and how many of each."""

    def __init__(self, session: Session) -> None:
        self._session = session
        super().__init__(
            ((tr("Part in stock"), 0), (tr("Quantity"), _QUANTITY), ("", CONTROL_HEIGHT)), 0
        )

    def make_line(self) -> PartsLine:
        """An empty line."""
        quantity = WholeEdit()
        quantity.set_value("1")
        return PartsLine(
            (
                (tr("Part in stock"), PartPicker(self._session), 0),
                (tr("Quantity"), quantity, _QUANTITY),
            )
        )

    def is_empty(self, line: PartsLine) -> bool:
        """Whether no part was looked for in `line`."""
        return not _picker(line).text().strip()

    def take(self, offer: Offer, quantity: int) -> None:
        """Begin with so many of that part."""
        picker, count = self.lines[0].edits
        cast("PartPicker", picker).take(offer)
        cast("WholeEdit", count).set_value(quantity)

    def value(self) -> tuple[FittedPart, ...] | None:
        """The parts; KnownError for a line that cannot be so, or for more than there are."""
        fitted = []
        used: Counter[int] = Counter()
        for line in self.filled():
            picker, quantity = _picker(line), line.how_many()
            part = picker.value()
            assert part is not None  # an empty line is not filled
            used[part] += quantity
            offer = picker.offer()
            if offer is not None and used[part] > offer.in_stock:
                raise PartsShort(offer.name, offer.in_stock, used[part])
            fitted.append(FittedPart(part, quantity))
        return tuple(fitted) or None


def _picker(line: PartsLine) -> PartPicker:
    return cast("PartPicker", line.edits[0])


def _words(connection: Connection) -> dict[str, list[str]]:
    return {name: part_list.words_used(connection, name) for name in ("name", "storage")}
