"""The card of a site shows the chain of cameras that hung there."""

import pytest
from PySide6.QtCore import Qt

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.gui.cards.site_card import SiteCard
from camdesk.gui.session import Session
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register


@pytest.fixture
def card(qtbot, session: Session, context) -> SiteCard:
    made = SiteCard(session, context)
    qtbot.addWidget(made)
    made.resize(340, 700)
    made.show()
    return made


@pytest.fixture
def site(register: Register) -> int:
    with register.write("site", "S-1") as entry:
        return entry.add(
            "site", {"code": "S-1", "address": "ул. Абая, 96", "latitude": 51.23, "longitude": 51.3}
        )


def test_the_chain_leads_to_each_camera(
    qtbot, card: SiteCard, site: int, register: Register, add_camera, context
) -> None:
    old = add_camera("ZKO-1", site=site)
    new = add_camera("ZKO-2", State.IN_STOCK)
    with register.write("removed") as entry:
        entry.record(old, NewEvent("removed", PartialDate.parse("2026-01-01")))
        entry.record(new, NewEvent("installed", PartialDate.parse("2026-01-02"), {"site": site}))
    with qtbot.waitSignal(card.loaded):
        card.show_site(site)
    text = card.sheet.toPlainText()
    assert "left 1 Jan 2026" in text
    assert text.index("ZKO-2") < text.index("ZKO-1")
    assert "51.230000, 51.300000" in text
    card.sheet.setFocus()
    for _ in range(2):
        qtbot.keyClick(card.sheet, Qt.Key.Key_Tab)
        qtbot.keyClick(card.sheet, Qt.Key.Key_Return)
    assert context.asked == [("camera", new), ("camera", old)]


def test_a_site_without_cameras_says_so(qtbot, card: SiteCard, site: int) -> None:
    with qtbot.waitSignal(card.loaded):
        card.show_site(site)
    assert "No camera has hung here yet." in card.sheet.toPlainText()


def test_a_site_that_was_undone_is_said_to_be_gone(
    qtbot, card: SiteCard, site: int, session: Session
) -> None:
    with qtbot.waitSignal(card.loaded):
        card.show_site(site)
    session.undo()
    qtbot.waitUntil(lambda: card._head.texts()[0] == "No such site")
    assert not card.edit_button.isVisible()
