"""A table of what happened to cameras: repairs, faults, checks, what a monitoring system saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import KINDS, Kind
from camdesk.domain.validation import FieldError, check_fields
from camdesk.importing.acts import Change, Named, Paper, PlannedRow, Stepped, Verdict
from camdesk.importing.cells import ReadRow, RowReader
from camdesk.importing.differences import shown
from camdesk.importing.fields import BOOKS, EVENT, TARGETS
from camdesk.importing.rows_found import Found, missing_key
from camdesk.importing.values import CellProblem
from camdesk.store.comparing import Picture
from camdesk.store.connection import Connection
from camdesk.store.foreseen import Foreseen, Outlook, contradictions, happened
from camdesk.text.formats import date_text
from camdesk.text.i18n import tr

_EVERY = ("occurred_on", "note", "paper_number", "paper_date")  # of events of any kind


class EventJudge:
    """Judges rows that each tell of one event of a camera that the register has."""

    def __init__(self, connection: Connection, reader: RowReader, today: date) -> None:
        self._connection = connection
        self._reader = reader
        self._today = today
        self._foreseen: dict[int, tuple[Foreseen, ...]] = {}  # of earlier rows, by camera

    def judge(
        self, rows: Sequence[ReadRow], found: Sequence[Found], keys: Sequence[str]
    ) -> list[PlannedRow]:
        """The verdicts on `rows`, whose cameras are `found`, in their order."""
        known = happened(self._connection, [one.camera.id for one in found if one.camera])
        planned: list[PlannedRow | None] = [None] * len(rows)
        steps: dict[int, tuple[Stepped, Picture]] = {}
        for place, (read, what) in enumerate(zip(rows, found, strict=True)):
            step = self._step(read, what, keys)
            if step is None or what.camera is None:
                planned[place] = PlannedRow(read.row, Verdict.REFUSED, tuple(read.problems))
            else:
                steps[place] = step, what.camera
        while steps:  # one row of each camera at a time: the next one may rest on it
            turn: dict[int, int] = {}
            for place, (step, _) in steps.items():
                turn.setdefault(step.camera, place)
            taken = {place: steps.pop(place) for place in turn.values()}
            for place, verdict in self._judge(rows, taken, known).items():
                planned[place] = verdict
        return [one for one in planned if one is not None]

    def _judge(
        self,
        rows: Sequence[ReadRow],
        steps: Mapping[int, tuple[Stepped, Picture]],
        known: Mapping[int, set[tuple[str, str | None]]],
    ) -> dict[int, PlannedRow]:
        """The verdicts on rows, by place, that speak of different cameras."""
        planned: dict[int, PlannedRow] = {}
        outlooks: dict[int, Outlook] = {}
        for place, (step, camera) in steps.items():
            row, earlier = rows[place].row, self._foreseen.get(camera.id, ())
            there = known.get(camera.id, set()) | {
                (one.kind, one.occurred_on.edtf if one.occurred_on else None) for one in earlier
            }
            if self._is_known(step, camera, there):
                planned[place] = PlannedRow(row, Verdict.UNCHANGED, camera=camera.id)
                continue
            site = step.values.get("site")
            new = Foreseen(step.kind, step.occurred_on, site if isinstance(site, int) else None)
            outlooks[camera.id] = Outlook((*earlier, new))
        refused = contradictions(self._connection, outlooks, self._today)
        for place, (step, camera) in steps.items():
            if camera.id not in outlooks:
                continue
            read = rows[place]
            if camera.id in refused:
                why = refused[camera.id]
                problem = self._said("event", why.message, **why.params)
                planned[place] = PlannedRow(read.row, Verdict.REFUSED, (problem,), camera=camera.id)
                continue
            self._foreseen[camera.id] = tuple(outlooks[camera.id].steps)
            changes = tuple(self._changes(read, camera, step))
            planned[place] = PlannedRow(
                read.row,
                Verdict.DOUBTFUL if read.doubts else Verdict.CHANGED,
                tuple(read.doubts),
                changes,
                (step,),
                camera.id,
            )
        return planned

    def _step(self, read: ReadRow, what: Found, keys: Sequence[str]) -> Stepped | None:
        """The event that a row tells of; None where the row is refused."""
        said = read.said
        if not read.problems and what.camera is None:
            if any(key not in said for key in keys) or not keys:
                read.problems.append(missing_key(self._reader, keys))
            else:
                text = ", ".join(str(said[key]) for key in keys)
                self._refuse(read, keys[0], N_("the register has no camera “{text}”"), text=text)
        if "event" not in said and not read.problems:
            self._refuse(read, "event", N_("what happened is missing"))
        if read.problems or what.camera is None:
            return None
        kind = KINDS[str(said["event"])]
        values = self._values(read, kind)
        occurred_on = said.get("event.occurred_on")
        when = occurred_on if isinstance(occurred_on, PartialDate) else None
        if kind.field("site") is not None and kind.target is not None and what.camera.site:
            values["site"] = what.camera.site.id
        try:
            plain = {
                name: (0 if isinstance(value, Named) else value) for name, value in values.items()
            }
            check_fields(kind, plain, when)
        except FieldError as error:
            self._refuse(read, f"{EVENT}{error.field}", error.message, **error.params)
        if read.problems:
            return None
        return Stepped(
            what.camera.id,
            kind.name,
            when,
            values,
            self._paper(read, kind),
            str(said["event.note"]) if "event.note" in said else None,
        )

    def _values(self, read: ReadRow, kind: Kind) -> dict[str, object]:
        values: dict[str, object] = {}
        for target, value in read.said.items():
            name = target.removeprefix(EVENT)
            if name == target or name in _EVERY:
                continue
            if kind.field(name) is None:
                label = TARGETS[target].label
                self._refuse(
                    read, target, N_("“{event}” has no field “{name}”."),
                    event=kind.label, name=label,
                )  # fmt: skip
            elif target in BOOKS:
                values[name] = Named(BOOKS[target], str(value))
            else:
                values[name] = value
        return values

    def _paper(self, read: ReadRow, kind: Kind) -> Paper | None:
        number, issued_on = read.said.get("event.paper_number"), read.said.get("event.paper_date")
        if number is None and issued_on is None:
            return None
        return Paper(
            tr(kind.paper or N_("Document")),
            None if number is None else str(number),
            issued_on if isinstance(issued_on, PartialDate) else None,
        )

    def _is_known(self, step: Stepped, camera: Picture, known: set[tuple[str, str | None]]) -> bool:
        """Whether the register knows of it: the same event of that day, or that it stands so."""
        day = step.occurred_on.edtf if step.occurred_on else None
        if (step.kind, day) in known:
            return True
        kind = KINDS[step.kind]
        return day is None and kind.target is not None and kind.target is camera.state

    def _changes(self, read: ReadRow, camera: Picture, step: Stepped) -> list[Change]:
        kind = KINDS[step.kind]
        when = f", {date_text(step.occurred_on)}" if step.occurred_on else ""
        place_name = self._reader.place_name
        made = [
            Change(
                tr(TARGETS["event"].label),
                self._column("event"),
                shown("state", camera.state, place_name),
                tr(kind.label) + when,
            )
        ]
        for target, value in read.said.items():
            if target.startswith(EVENT) and target != f"{EVENT}occurred_on":
                one = TARGETS[target]
                text = shown(one.kind, value, place_name)
                if one.kind == "choice":
                    text = tr(dict(one.choices)[str(value)])
                made.append(Change(tr(one.label), self._column(target), "", text))
        return made

    def _refuse(self, read: ReadRow, target: str, message: str, **params: object) -> None:
        read.problems.append(self._said(target, message, **params))

    def _said(self, target: str, message: str, **params: object) -> CellProblem:
        return CellProblem(self._column(target), "", message, params)

    def _column(self, target: str) -> str:
        return self._reader.column_of.get(target, "")
