"""Spare parts on the card of a camera: what it gave, and what it was mended with."""

from __future__ import annotations

from camdesk.gui.cards.sheet import Pen, Row, Run
from camdesk.gui.kit.tokens import Space
from camdesk.store.part_cards import Fitted, PartsOfCamera, Recovered
from camdesk.text.formats import edtf_text, number_text
from camdesk.text.i18n import tr


def draw_parts(pen: Pen, parts: PartsOfCamera) -> None:
    """Write the parts of a camera, each with the other camera; nothing where there are none."""
    if parts.recovered:
        pen.heading(tr("Parts recovered from it"))
        pen.rows([_recovered(one) for one in parts.recovered], gap=Space.S)
    if parts.fitted:
        pen.heading(tr("Parts fitted into it"))
        pen.rows([_fitted(one) for one in parts.fitted], gap=Space.S)


def counted(name: str, quantity: int) -> str:
    """A part and how many of it, where there are several."""
    return name if quantity == 1 else f"{name} × {number_text(quantity)}"


def _recovered(one: Recovered) -> Row:
    title = [Run(counted(one.name, one.quantity), "link", href=f"part:{one.part}")]
    pieces: list[list[Run]] = []
    for camera, quantity in one.recipients:
        said = (
            tr("fitted into")
            if quantity == one.quantity
            else tr("{count} fitted into", count=number_text(quantity))
        )
        link = Run(camera.text, "small link", href=f"camera:{camera.id}")
        pieces.append([Run(f"{said} ", "muted"), link])
    for quantity, word in (
        (one.in_stock, tr("{count} in stock", count=number_text(one.in_stock))),
        (one.discarded, tr("{count} discarded", count=number_text(one.discarded))),
    ):
        if quantity:
            pieces.append([Run(word, "muted")])
    return Row([Run(edtf_text(one.acquired_on), "muted")], [title, joined(pieces)])


def _fitted(one: Fitted) -> Row:
    title = [Run(counted(one.name, one.quantity), "link", href=f"part:{one.part}")]
    if one.donor is not None:
        said = [
            Run(f"{tr('came from')} ", "muted"),
            Run(one.donor.text, "small link", href=f"camera:{one.donor.id}"),
        ]
    else:
        said = [Run(tr("bought") if one.source == "bought" else tr("donor unknown"), "muted")]
    return Row([Run(edtf_text(one.occurred_on), "muted")], [title, said])


def joined(pieces: list[list[Run]]) -> list[Run]:
    """Pieces of a line with dots between them."""
    line: list[Run] = []
    for number, piece in enumerate(pieces):
        if number:
            line.append(Run(" · ", "muted"))
        line += piece
    return line
