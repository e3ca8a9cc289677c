"""A table of what was counted, entered into an open stock-take."""

from __future__ import annotations

from collections.abc import Sequence

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.facts import STOCK_TAKE_RESULTS
from camdesk.domain.stock_take import number_key
from camdesk.importing.acts import Change, Listed, PlannedRow, Verdict
from camdesk.importing.cells import ReadRow, RowReader
from camdesk.importing.values import CellProblem
from camdesk.store.camera_numbers import sites_by_code
from camdesk.store.connection import Connection
from camdesk.store.stock_take_work import Counted, look_up
from camdesk.text.i18n import tr

_NUMBERS = ("camera.inventory_number", "camera.serial_number")
_RESULTS = dict(STOCK_TAKE_RESULTS)


class CountJudge:
    """Judges rows that each say what was counted."""

    def __init__(self, connection: Connection, reader: RowReader, stock_take: int | None) -> None:
        if stock_take is None:
            raise KnownError(
                N_("The table says what was counted, but not in which stock-take."),
                N_("Choose an open stock-take."),
            )
        self._connection = connection
        self._reader = reader
        self._take = stock_take
        self._sites = sites_by_code(connection) if "site.code" in reader.column_of else {}

    def judge(self, rows: Sequence[ReadRow]) -> list[PlannedRow]:
        """The verdicts on `rows`, in their order."""
        counted = [self._counted(read) for read in rows]
        outcomes = iter(look_up(self._connection, self._take, [one for one in counted if one]))
        planned: list[PlannedRow] = []
        for read, one in zip(rows, counted, strict=True):
            if one is None:
                planned.append(PlannedRow(read.row, Verdict.REFUSED, tuple(read.problems)))
                continue
            outcome = next(outcomes)
            doubts: tuple[CellProblem, ...] = ()
            if outcome.shared:
                doubts = (
                    self._said(
                        N_("{count} cameras of the register fit “{text}”"),
                        count=outcome.shared,
                        text=outcome.said,
                    ),
                )
            elif outcome.result == "unknown":
                doubts = (self._said(N_("the register has no camera “{text}”"), text=outcome.said),)
            verdict = Verdict.DOUBTFUL if doubts else Verdict.CHANGED
            if outcome.again:
                verdict = Verdict.UNCHANGED
            change = Change(tr("Result of the count"), "", "", tr(_RESULTS[outcome.result]))
            planned.append(
                PlannedRow(
                    read.row,
                    verdict,
                    () if outcome.again else doubts,
                    () if outcome.again else (change,),
                    () if outcome.again else (Listed(one),),
                    outcome.camera,
                )
            )
        return planned

    def _counted(self, read: ReadRow) -> Counted | None:
        said = read.said
        number = next((str(said[name]) for name in _NUMBERS if name in said), "")
        if not number_key(number) and not read.problems:
            read.problems.append(self._said(N_("the number is missing")))
        code = said.get("site.code")
        site = self._sites.get(number_key(str(code))) if code is not None else None
        if code is not None and site is None and not read.problems:
            read.problems.append(
                CellProblem(
                    self._reader.column_of["site.code"],
                    str(code),
                    N_("the register has no site “{text}”"),
                    {"text": code},
                )
            )
        if read.problems:
            return None
        return Counted(number, said.get("result") == "missing", site)

    def _said(self, message: str, **params: object) -> CellProblem:
        column = next((c for t in _NUMBERS if (c := self._reader.column_of.get(t))), "")
        return CellProblem(column, "", message, params)
