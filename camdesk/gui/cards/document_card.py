"""The card of a document: its facts, its files, and everything that rests on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import KINDS
from camdesk.gui.cards.card import PAGES
from camdesk.gui.cards.sheet import Row, Run
from camdesk.gui.cards.table_card import Section, TableCard, TableFile
from camdesk.gui.paper_files import PaperFiles
from camdesk.gui.session import Session
from camdesk.store import cards, documents
from camdesk.store.attachments import Attachment, attachments
from camdesk.store.connection import Connection
from camdesk.store.documents import Group, Resting
from camdesk.store.listing import Query
from camdesk.store.tables import Value
from camdesk.text.formats import decimal_text, number_text
from camdesk.text.i18n import language, ntr, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_KILO = 1024
_ROWS = MappingProxyType(
    {
        "contract": N_("Contract"),
        "part": N_("Spare part"),
        "stock_take": N_("Stock-take"),
        "commission": N_("Commission"),
    }
)


@dataclass(frozen=True, slots=True)
class PaperMore:
    """What the card shows besides the facts."""

    files: Sequence[Attachment]
    resting: Resting
    commission: dict[str, Value] | None


class DocumentCard(TableCard):
    """What the register knows of a paper; files are attached and opened here."""

    table = "document"

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(session, context, tr("Choose a document in the list."), parent)
        self.files = PaperFiles(session, context, self)
        self.attach_button = self.add_button(tr("Attach a file…"), self.choose_files)
        self.add_button(tr("Edit facts…"), self.edit_facts)
        self.end_buttons()

    def read_more(self, connection: Connection, row: int) -> PaperMore:
        facts = cards.facts(connection, "document", row) or {}
        commission = facts.get("commission")
        return PaperMore(
            attachments(connection, row),
            documents.resting(connection, row, language()),
            cards.facts(connection, "commission", commission)
            if isinstance(commission, int)
            else None,
        )

    def choose_files(self) -> None:
        """Ask for files, and attach them to the document shown."""
        if self.file is not None:
            self.files.choose(self.file.id, self.file.title)

    def edit_facts(self) -> None:
        """Open the form that corrects facts of the document shown."""
        if self.row is not None and not self._session.read_only:
            from camdesk.gui.forms.paper_form import PaperForm

            PaperForm(self._session, self._context, self.row, self).open()

    def line(self, file: TableFile) -> str:
        cameras = file.more.resting.cameras
        if cameras:
            return ntr(
                "{count} camera rests on it", "{count} cameras rest on it", cameras,
                count=number_text(cameras),
            )  # fmt: skip
        return "" if file.more.resting.rows else tr("Nothing rests on it yet")

    def sections(self, file: TableFile) -> Sequence[Section]:
        more: PaperMore = file.more
        found = [Section(tr("Files"), [self._file_row(one) for one in more.files], _no_files())]
        if more.commission is not None:
            found.append(Section(tr("Commission"), _commission_rows(more.commission)))
        rests = [_row(group, tr(KINDS[group.sort].label)) for group in more.resting.events]
        rests += [_row(group, tr(_ROWS[group.sort])) for group in more.resting.rows]
        if more.resting.signed is not None:
            rests.append(_row(more.resting.signed, tr("Signed by this commission")))
        if rests:
            found.append(Section(tr("What rests on it"), rests))
        return found

    def _file_row(self, one: Attachment) -> Row:
        ways = [Run(tr("Save a copy…"), "small link", href=f"copy:{one.id}")]
        if not self._session.read_only:
            ways += [
                Run(" · ", "muted"),
                Run(tr("Take off"), "small link", href=f"off:{one.id}"),
            ]
        name = Run(one.name, "link", href=f"open:{one.id}")
        return Row([Run(size_text(one.size), "muted")], [[name], ways])

    def tips(self, file: TableFile) -> dict[str, str]:
        files: Sequence[Attachment] = file.more.files
        opens = tr("Opens it with the program that the system has for it.")
        off = tr("No longer shown here. Its content stays; Ctrl+Z brings it back.")
        return {f"open:{one.id}": opens for one in files} | {f"off:{one.id}": off for one in files}

    def _follow(self, what: str, which: str) -> None:
        ways: dict[str, Callable[[Attachment], Any]] = {
            "open": lambda one: self.files.open(one.id),
            "copy": lambda one: self.files.save_copy(one.id, one.name),
            "off": lambda one: self.files.take_off(one.id, one.name),
        }
        if what in ways and self.file is not None:
            for one in self.file.more.files:
                if one.id == int(which):
                    ways[what](one)
        elif what == "all" and self.file is not None:
            self._show_all(which)
        else:
            super()._follow(what, which)

    def _show_all(self, sort: str) -> None:
        """The list of everything of that sort that rests on the document."""
        assert self.file is not None
        page = "cameras" if sort in KINDS else PAGES[sort]
        self._context.show_list(page, Query(filters={"document": (self.file.id,)}))


def size_text(size: int) -> str:
    """The size of a file as people say it."""
    if size < _KILO * _KILO:
        return tr("{size} KB", size=number_text(max(1, round(size / _KILO))))
    return tr("{size} MB", size=decimal_text(size / _KILO / _KILO))


def _no_files() -> str:
    return tr("None yet. Drop a scan or a photo here, or paste it.")


def _commission_rows(facts: dict[str, Value]) -> list[Row]:
    rows = [Row([Run(tr("Name"), "muted")], [[Run(str(facts["name"]))]])]
    if order := facts["document"]:
        rows.append(
            Row(
                [Run(tr("Order"), "muted")],
                [[Run(tr("Open the order"), "link", href=f"document:{order}")]],
            )
        )
    if facts["chair"]:
        rows.append(Row([Run(tr("Chair"), "muted")], [[Run(str(facts["chair"]))]]))
    members = [line for line in str(facts["members"] or "").splitlines() if line.strip()]
    if members:
        rows.append(Row([Run(tr("Members"), "muted")], [[Run(member)] for member in members]))
    return rows


def _row(group: Group, label: str) -> Row:
    """Things of one sort: the first of them as links, and how many more."""
    line: list[Run] = []
    for named in group.first:
        if line:
            line.append(Run(" · ", "muted"))
        leads = named.table in PAGES
        href = f"{named.table}:{named.id}" if leads else ""
        line.append(Run(named.title, "link" if leads else "text", href=href))
    more = group.count - len(group.first)
    if more > 0:
        said = tr("and {count} more", count=number_text(more))
        known = group.sort in KINDS
        line += [Run(" "), Run(said, "link" if known else "muted",
                               href=f"all:{group.sort}" if known else "")]  # fmt: skip
    head = f"{label}, {number_text(group.count)}"
    return Row([Run(head, "muted")], [line])
