"""What a clerk means to record, one function per intention, from plain values to one entry.

Forms and cards call these; none of them knows a widget. Whatever is refused comes to `failed`
and leaves the register as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, cast

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_
from camdesk.domain.facts import subject_of
from camdesk.domain.parts import FittedPart, PartLine
from camdesk.domain.validation import FieldError
from camdesk.gui.jobs import Done, Failed
from camdesk.gui.session import Session
from camdesk.store import cards, documents, own_fields, part_work
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register
from camdesk.store.tables import Value
from camdesk.store.writer import EntryWriter

_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that a form asks for and that the entry will make: an organisation, a site, ...

    `facts` may point to further new rows. A fact of another name than a column is not allowed.
    """

    table: str
    facts: Mapping[str, Fact]
    title: str = ""  # how the form shows it meanwhile


Fact = Value | NewRow
EntryWork = Callable[[EntryWriter], int]
"""Makes an entry; gives the row that it is about."""
Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Paper:
    """The document behind a step."""

    kind: str
    number: str | None = None
    issued_on: PartialDate | None = None
    commission: int | NewRow | None = None  # who signs it


@dataclass(frozen=True, slots=True)
class Step:
    """What happened, as a form says it: `values` are typed as `NewEvent.values`, or new rows."""

    kind: str
    occurred_on: PartialDate | None = None
    values: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    paper: Paper | None = None
    note: str | None = None
    recovered: tuple[PartLine, ...] = ()  # from each of the cameras
    fitted: tuple[FittedPart, ...] = ()  # into the one camera


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved: the entry, and the row it made or was about."""

    entry: int
    row: int


def record_step(
    session: Session,
    cameras: Sequence[int],
    step: Step,
    *,
    subject: str = "",
    done: Done | None = None,
    failed: Failed | None = None,
) -> None:
    """Record that `step` happened to each of `cameras`, as one entry; `done` gets its Saved.

    `subject` names the camera where there is one.
    """
    chosen = tuple(cameras)

    def work(register: Register) -> Saved:
        with register.write(step.kind, subject) as entry:
            event = _event(entry, step)
            for camera in chosen:
                _move_parts(entry, camera, entry.record(camera, event), event, step)
            return Saved(entry.id, chosen[0])

    session.write(work, done, failed)


def create_camera(
    session: Session,
    facts: Facts,
    beginning: Step,
    *,
    done: Done | None = None,
    failed: Failed | None = None,
) -> None:
    """Enter a camera in the register with `facts` and the `beginning` of its life."""

    def work(register: Register) -> Saved:
        with register.write("create", name_of(facts)) as entry:
            camera = own_fields.add_row(entry, "camera", _stated(entry, facts))
            entry.record(camera, _event(entry, beginning))
            return Saved(entry.id, camera)

    session.write(work, done, failed)


def create_site(
    session: Session, facts: Facts, *, done: Done | None = None, failed: Failed | None = None
) -> None:
    """Enter a site that has no camera yet."""

    def work(register: Register) -> Saved:
        with register.write("site", site_name(facts)) as entry:
            return Saved(entry.id, own_fields.add_row(entry, "site", _stated(entry, facts)))

    session.write(work, done, failed)


def correct_facts(
    session: Session,
    table: str,
    row: int,
    facts: Facts,
    *,
    subject: str = "",
    reason: str | None = None,
    done: Done | None = None,
    failed: Failed | None = None,
) -> None:
    """Correct `facts` of a camera or a site.

    Its other facts stay, and the old values remain in its history.
    """

    def work(register: Register) -> Saved:
        with register.write("correct", subject, reason=reason) as entry:
            own_fields.correct_row(entry, table, row, _stated(entry, facts))
            return Saved(entry.id, row)

    session.write(work, done, failed)


def create_row(
    session: Session,
    table: str,
    facts: Facts,
    *,
    action: str,
    done: Done | None = None,
    failed: Failed | None = None,
) -> None:
    """Make a row of facts; `action` is what the entry is called."""

    def work(register: Register) -> Saved:
        with register.write(action, subject_of(facts)) as entry:
            return Saved(entry.id, own_fields.add_row(entry, table, _stated(entry, facts)))

    session.write(work, done, failed)


def name_of(camera: Facts) -> str:
    """How an entry names a camera: by its inventory number, else its serial number."""
    return str(camera.get("inventory_number") or camera.get("serial_number") or "")


def site_name(site: Facts) -> str:
    """How an entry names a site."""
    return str(site.get("code") or site.get("address") or site.get("name") or "")


def _event(entry: EntryWriter, step: Step) -> NewEvent:
    values = {name: made(entry, value) for name, value in step.values.items()}
    document = document_of(entry, step.paper) if step.paper else None
    return NewEvent(step.kind, step.occurred_on, values, document, step.note)


def _move_parts(
    entry: EntryWriter, camera: int, event_id: int, event: NewEvent, step: Step
) -> None:
    """Bring into stock and take out of it what the step says of spare parts."""
    if step.recovered:
        part_work.recover(
            entry,
            camera,
            step.recovered,
            occurred_on=event.occurred_on,
            document=event.document,
        )
    if step.fitted:
        part_work.fit(
            entry,
            camera,
            step.fitted,
            event=event_id,
            occurred_on=event.occurred_on,
            document=event.document,
        )


def document_of(entry: EntryWriter, paper: Paper) -> int:
    """The document behind `paper`, made where the register does not have it.

    Raises FieldError where it is signed by another commission.
    """
    issued_on = paper.issued_on.edtf if paper.issued_on else None
    document = _paper(entry, paper.kind, paper.number, issued_on)
    commission = made(entry, paper.commission)
    if commission is not None:
        entry.flush()
        signed = (cards.facts(entry.connection, "document", document) or {}).get("commission")
        if signed not in (None, commission):
            raise FieldError(
                "paper_commission",
                N_("That paper is signed by another commission."),
                N_("Choose that commission, or give the number of another paper."),
            )
        entry.correct("document", document, {"commission": commission})
    return document


def _paper(entry: EntryWriter, kind: str, number: str | None, issued_on: str | None) -> int:
    if number is not None:  # two papers without a number need not be one paper
        entry.flush()
        twins = documents.same_paper(entry.connection, kind, number)
        if (meant := documents.meant(twins, issued_on)) is not None:
            return meant.id
    return entry.add("document", {"kind": kind, "number": number, "issued_on": issued_on})


def _stated(entry: EntryWriter, facts: Facts) -> dict[str, Value]:
    return {column: made(entry, fact) for column, fact in facts.items()}


def made(entry: EntryWriter, value: object) -> Any:  # noqa: ANN401 - whatever a field holds
    """`value`, or the id of the row that it asks for.

    A site is always a new one; an organisation, model or programme of the same facts is taken,
    and a document of the same number.
    """
    if not isinstance(value, NewRow):
        return value
    facts = {
        column: fact for column, fact in _stated(entry, value.facts).items() if fact is not None
    }
    if value.table == "document":
        number, issued_on = (cast("str | None", facts.get(n)) for n in ("number", "issued_on"))
        return _paper(entry, str(facts["kind"]), number, issued_on)
    if value.table == "site":
        return own_fields.add_row(entry, "site", facts)
    return entry.find_or_add(value.table, facts)
