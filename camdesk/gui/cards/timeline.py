"""The timeline of a camera on its card: date, what happened, the paper and who took part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from camdesk.domain.lifecycle import KINDS
from camdesk.gui.cards.sheet import Pen, Row, Run, badge
from camdesk.gui.cards.words import happening_details, happening_title, missing, paper_text
from camdesk.gui.kit.tokens import Space
from camdesk.store.cards import Happening
from camdesk.text.formats import NBSP, edtf_text, moment_text
from camdesk.text.i18n import tr

Tips = dict[str, str]


def draw_timeline(pen: Pen, events: Sequence[Happening], *, adds: bool = False) -> Tips:
    """Write `events`, the latest first; returns what to say about its links.

    Where it `adds`, what an event does not say has a link `supplement:EVENT:COLUMN`.
    """
    tips: Tips = {}
    rows: list[Row] = []
    for event in events:
        row, links = _row(event), missing(event) if adds else {}
        hrefs = {column: f"supplement:{event.id}:{column}" for column in links}
        if links:
            row = Row(row.label, [*row.lines, list(_adding(links, hrefs))])
            tips |= dict.fromkeys(hrefs.values(), tr("The step stays as it was recorded."))
        rows.append(row)
        tips[f"entry:{event.entry}"] = tr(
            "Recorded {moment} by {author}. Opens the entry in the journal.",
            moment=moment_text(event.recorded_at),
            author=event.author,
        )
    pen.heading(tr("History"))
    pen.rows(rows, gap=Space.S)
    return tips


def _row(event: Happening) -> Row:
    title = [Run(happening_title(event))]
    if event.invented:
        title += [Run("  "), badge(tr("invented"))]
    date = Run(edtf_text(event.occurred_on), "muted", href=f"entry:{event.entry}")
    lines: list[list[Run]] = [title]
    if second := list(_second_line(event)):
        lines.append(second)
    return Row([date], lines)


def _adding(links: Mapping[str, str], hrefs: Mapping[str, str]) -> Iterable[Run]:
    for number, (column, text) in enumerate(links.items()):
        if number:
            yield Run(f"{NBSP}· ", "muted")
        yield Run(text.replace(" ", NBSP), "small link", href=hrefs[column])


def _second_line(event: Happening) -> Iterable[Run]:
    pieces: list[list[Run]] = []
    kind = KINDS[event.kind]
    if event.other_camera is not None:
        field = kind.field("other_camera")
        label = tr(field.label) if field else tr("Other camera")
        link = Run(event.other_camera.text, "small link", href=f"camera:{event.other_camera.id}")
        pieces.append([Run(f"{label}: ", "muted"), link])
    if event.site is not None:
        pieces.append([Run(event.site.text, "small link", href=f"site:{event.site.id}")])
    if event.paper is not None:
        href = f"document:{event.paper.id}"
        pieces.append([Run(paper_text(event.paper), "small link", href=href)])
    pieces += [[Run(text, "muted")] for text in happening_details(event)]
    for number, piece in enumerate(pieces):
        if number:
            yield Run(f"{NBSP}· ", "muted")
        yield from piece
