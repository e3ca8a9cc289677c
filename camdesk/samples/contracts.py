"""Invented contracts of the sample: what the story buys is ordered from their lines.

One contract is fulfilled short, the payer of one is unknown, and of one more came than it says.
The cameras that came beyond it have no order: nobody asked for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from camdesk.domain.dates import PartialDate
from camdesk.samples import story
from camdesk.samples.story import Act, Paper
from camdesk.store.tables import Value
from camdesk.store.writer import EntryWriter

PAPER_KIND = "Договор"
_VAT = 12  # percent, contained in the sum


@dataclass(frozen=True, slots=True)
class _Line:
    quantity: int
    model: int  # its place in story.MODELS


@dataclass(frozen=True, slots=True)
class _Contract:
    number: str
    title: str
    years: range  # in which the story's cameras of it were planned
    signed: date
    announcement: str
    lot: str
    payer: str | None
    lines: tuple[_Line, ...]
    beyond: int = 0  # so many of its cameras came without an order


_CONTRACTS = (
    _Contract(
        "ВЫД-2014/1", "Поставка камер (выдумано)", range(2014, 2019), date(2014, 1, 10),
        "1000001-1", "1000011-ОК1", None, (_Line(32, 0),),
    ),
    _Contract(
        "ВЫД-2019/1", "Поставка камер (выдумано)", range(2019, 2024), date(2019, 1, 10),
        "2000001-1", "2000011-ОК1", story.PAYER, (_Line(28, 1),), beyond=2,
    ),
    _Contract(
        "ВЫД-2024/1", "Поставка камер двух моделей (выдумано)", range(2024, 2027),
        date(2024, 1, 10), "3000001-1", "3000011-ЗЦП1", story.PAYER, (_Line(12, 2), _Line(6, 3)),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Terms:
    """What a contract says of one camera that the story buys."""

    line: int
    model: int
    paper: Paper
    ordered: bool

    def acts(self, acts: Iterable[Act]) -> list[Act]:
        """What happens to the camera: its order rests on the contract, or there is none."""
        return [
            replace(act, paper=self.paper) if act.kind == "ordered" else act
            for act in acts
            if self.ordered or act.kind not in ("planned", "ordered")
        ]


def add(
    entry: EntryWriter,
    programme: int,
    models: Sequence[int],
    organisations: Mapping[str, int],
    years: Sequence[int],
) -> list[Terms]:
    """Make the contracts; returns what they say of each camera, by the `years` of their plans."""
    terms: dict[int, Terms] = {}
    for contract in _CONTRACTS:
        own = [number for number, year in enumerate(years) if year in contract.years]
        lines = _make(entry, contract, programme, models, organisations)
        paper = Paper(PAPER_KIND, contract.number, contract.signed)
        places = [place for place, line in enumerate(contract.lines) for _ in range(line.quantity)]
        for at, number in enumerate(own):
            place = places[min(at, len(places) - 1)]
            model = models[contract.lines[place].model]
            ordered = at < len(own) - contract.beyond
            terms[number] = Terms(lines[place], model, paper, ordered)
    return [terms[number] for number in range(len(years))]


def _make(
    entry: EntryWriter,
    contract: _Contract,
    programme: int,
    models: Sequence[int],
    organisations: Mapping[str, int],
) -> list[int]:
    """A contract and its lines."""
    signed = PartialDate.day(contract.signed).edtf
    paper: dict[str, Value] = {
        "kind": PAPER_KIND, "number": contract.number, "issued_on": signed,
    }  # fmt: skip
    amount = sum(line.quantity for line in contract.lines) * story.PRICE
    facts: dict[str, Value] = {
        "number": contract.number,
        "title": contract.title,
        "announcement": contract.announcement,
        "lot": contract.lot,
        "customer": organisations[story.CUSTOMER],
        "payer": None if contract.payer is None else organisations[contract.payer],
        "supplier": organisations[story.SUPPLIER],
        "programme": programme,
        "signed_on": signed,
        "amount": amount,
        "vat": amount * _VAT // (100 + _VAT),
        "document": entry.find_or_add("document", paper),
    }
    made = entry.add("contract", facts)
    return [
        entry.add(
            "contract_line",
            {
                "contract": made,
                "position": position,
                "model": models[line.model],
                "quantity": line.quantity,
                "unit": "camera",
                "unit_price": story.PRICE,
            },
        )
        for position, line in enumerate(contract.lines, 1)
    ]
