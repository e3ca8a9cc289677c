"""The card says what is the matter, what may come next, and leads where its links say."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.gui.cards.camera_card import CameraCard
from camdesk.gui.cards.history import HistoryDialog
from camdesk.gui.forms.step_form import StepForm
from camdesk.gui.kit.theme import Theme
from camdesk.gui.kit.tokens import DARK, LIGHT
from camdesk.gui.session import Session
from camdesk.store.ledger import NewEvent
from camdesk.store.listing import Query
from camdesk.store.register import Register


@pytest.fixture
def card(qtbot, session: Session, context) -> CameraCard:
    made = CameraCard(session, context)
    qtbot.addWidget(made)
    made.resize(340, 700)
    made.show()
    return made


@pytest.fixture
def shown(qtbot, card: CameraCard):
    """Shows a camera, or many, and waits for the answer."""

    def show(camera: int | list[int]) -> CameraCard:
        with qtbot.waitSignal(card.loaded):
            if isinstance(camera, list):
                card.show_many(camera)
            else:
                card.show_camera(camera)
        return card

    return show


def _fail(register: Register, camera: int, day: str | None = "2026-11-04") -> None:
    paper = {"kind": "Defect act", "number": "311", "issued_on": "2026-11-04"}
    with register.write("failed") as entry:
        when = PartialDate.parse(day) if day else None
        document = entry.add("document", paper)
        values = {"mode": "no_image", "cause": "water"}
        entry.record(camera, NewEvent("failed", when, values, document, "seen <b>by</b> Ivanov"))


def _visible(card: CameraCard) -> list[str]:
    return [b.text() for b in card.steps.findChildren(QPushButton) if b.isVisible()]


@pytest.mark.parametrize(
    ("day", "line"),
    [
        ("2026-11-04", "Failed for 19 days · linked to the centre"),
        ("2026-11-22", "Failed for 1 day · linked to the centre"),
        ("2026-11-23", "Failed since today · linked to the centre"),
        ("2025", "Failed since 2025 · linked to the centre"),
        ("2025-10-01/2025-12-31", "Failed · end of 2025 · linked to the centre"),
        (None, "Failed · linked to the centre"),
    ],
)
def test_the_line_counts_days_only_from_an_exact_date(
    shown, register: Register, add_camera, day: str | None, line: str
) -> None:
    camera = add_camera("ZKO-1", connected=True)
    _fail(register, camera, day)
    assert shown(camera)._head.texts() == ("ZKO-1", line)


def test_the_likeliest_step_is_the_primary_button(shown, register: Register, add_camera) -> None:
    camera = add_camera("ZKO-1", connected=True)
    _fail(register, camera)
    card = shown(camera)
    assert _visible(card)[:2] == ["Restore…", "Remove…"]
    assert card.steps.findChildren(QPushButton)[0].property("primary") is True


def test_where_the_card_is_narrow_the_second_step_waits_in_the_menu(
    qtbot, shown, register: Register, add_camera
) -> None:
    camera = add_camera("ZKO-1", connected=True)
    _fail(register, camera)
    card = shown(camera)
    card.resize(210, 700)
    qtbot.waitUntil(lambda: _visible(card) == ["Restore…", "More"])
    card.steps._menu.aboutToShow.emit()
    assert card.steps._menu.actions()[0].text() == "Remove…"


def test_text_of_the_register_is_never_taken_for_markup(
    shown, register: Register, add_camera
) -> None:
    camera = add_camera("<img src='file:///etc/passwd'>", note="<h1>big</h1>")
    _fail(register, camera)
    text = shown(camera).sheet.toPlainText()
    assert "<h1>big</h1>" in text
    assert "seen <b>by</b> Ivanov" in text
    assert card_title(shown(camera)) == "<img src='file:///etc/passwd'>"


def card_title(card: CameraCard) -> str:
    return card._head.texts()[0]


def test_the_timeline_gives_the_fault_the_cause_and_the_paper(
    shown, register: Register, add_camera
) -> None:
    camera = add_camera("ZKO-1")
    _fail(register, camera)
    sheet = shown(camera).sheet
    text = sheet.toPlainText().replace("\xa0", " ")
    assert "Failed: no image" in text
    assert "Defect act no. 311 of 4 Nov 2026 · Water inside · seen" in text
    link = sheet.document().find("Defect act")
    assert link.charFormat().anchorHref() == "document:1"


def test_invented_happenings_say_so(shown, register: Register, add_camera) -> None:
    camera = add_camera("ZKO-1")
    with register.write("failed", invented=True) as entry:
        entry.record(camera, NewEvent("failed"))
    assert shown(camera).sheet.toPlainText().count("invented") == 1


def test_links_are_reached_and_followed_by_keyboard(
    qtbot, shown, register: Register, add_camera, context
) -> None:
    with register.write("site") as entry:
        site = entry.add("site", {"code": "S-1", "address": "ул. Абая, 96"})
    old = add_camera("ZKO-1", State.REMOVED)
    camera = add_camera("ZKO-2", State.IN_STOCK)
    with register.write("installed") as entry:
        entry.record(camera, NewEvent("installed", values={"site": site, "other_camera": old}))
    sheet = shown(camera).sheet
    sheet.setFocus()
    for _ in range(4):
        qtbot.keyClick(sheet, Qt.Key.Key_Tab)
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert context.asked == [("site", site), ("entry", 4), ("camera", old), ("site", site)]


def test_what_is_unknown_is_a_dash(shown, add_camera) -> None:
    text = shown(add_camera(None, when=None)).sheet.toPlainText()
    assert "Serial no.\n—" in text
    assert card_title(shown(1)) == "No number · row 1"


def test_a_camera_whose_entry_was_undone_is_said_to_be_gone_and_comes_back(
    qtbot, shown, session: Session, add_camera
) -> None:
    card = shown(add_camera("ZKO-1"))
    session.undo()
    qtbot.waitUntil(lambda: card_title(card) == "No such camera")
    assert _visible(card) == []
    session.redo()
    qtbot.waitUntil(lambda: card_title(card) == "ZKO-1")


def test_the_card_keeps_the_old_camera_until_the_new_one_is_read(
    qtbot, card: CameraCard, shown, add_camera
) -> None:
    first, second, third = (add_camera(f"ZKO-{i}") for i in (1, 2, 3))
    shown(first)
    seen: list[str] = []
    card.loaded.connect(lambda: seen.append(card_title(card)))
    card.show_camera(second)
    card.show_camera(third)
    assert card_title(card) == "ZKO-1"
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["ZKO-3"]


def test_the_text_can_be_copied(qtbot, shown, add_camera) -> None:
    sheet = shown(add_camera("ZKO-1", serial_number="SN7A0C3F19B2")).sheet
    sheet.setFocus()
    qtbot.keyClick(sheet, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(sheet, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "SN7A0C3F19B2" in QApplication.clipboard().text()


def test_the_history_of_facts_shows_every_value_and_its_entry(
    qtbot, shown, register: Register, add_camera, context
) -> None:
    camera = add_camera("ZKO-1", serial_number="OLD-1")
    with register.write("correct") as entry:
        entry.correct("camera", camera, {"serial_number": "NEW-2"})
    card = shown(camera)
    assert "NEW-2  corrected" in card.sheet.toPlainText()
    card._follow("history", "serial_number")
    dialog = card.findChild(HistoryDialog)
    qtbot.waitUntil(lambda: "OLD-1" in dialog.sheet.toPlainText())
    text = dialog.sheet.toPlainText()
    assert text.index("NEW-2") < text.index("OLD-1")
    assert "ZKO-1" not in text
    dialog.sheet.setFocus()
    qtbot.keyClick(dialog.sheet, Qt.Key.Key_Tab)
    qtbot.keyClick(dialog.sheet, Qt.Key.Key_Return)
    assert context.asked == [("entry", 2)]


def test_many_cameras_are_counted_by_state_with_the_steps_they_can_take(
    shown, register: Register, add_camera
) -> None:
    cameras = [add_camera(f"ZKO-{i}") for i in range(3)]
    _fail(register, cameras[0])
    many = shown(cameras).many
    assert many._head.texts()[0] == "3 cameras"
    assert many.buttons["failed"].text() == "Record a failure…"
    assert many.buttons["failed"].accessibleDescription() == "2 can take it"
    assert many.buttons["removed"].accessibleDescription() == ""
    assert "found" not in many.buttons
    assert next(iter(many.buttons)) == "failed"


def test_one_of_many_is_shown_as_itself(shown, add_camera) -> None:
    camera = add_camera("ZKO-1")
    assert shown([camera]).camera == camera


def test_read_only_offers_no_step_and_says_why(qtbot, register: Register, add_camera, context):
    camera = add_camera("ZKO-1")
    reading = Session(Register.open(register.path, read_only=True))
    card = CameraCard(reading, context)
    qtbot.addWidget(card)
    with qtbot.waitSignal(card.loaded):
        card.show_camera(camera)
    button = card.steps.findChildren(QPushButton)[0]
    assert not button.isEnabled()
    assert "The register is open for reading only." in button.toolTip()
    reading.close()
    register.close()


def test_what_is_asked_while_a_camera_is_being_read_waits_for_it(
    qtbot, card: CameraCard, shown, add_camera
) -> None:
    first, second = add_camera("ZKO-1", serial_number="A"), add_camera("ZKO-2", serial_number="B")
    shown(first)
    card.show_camera(second)
    card.show_history()
    assert card.findChild(HistoryDialog) is None
    qtbot.waitUntil(lambda: card.findChild(HistoryDialog) is not None)
    sheet = card.findChild(HistoryDialog).sheet
    qtbot.waitUntil(lambda: "ZKO-2" in sheet.toPlainText())


def test_the_menu_of_all_steps_opens_by_keyboard(qtbot, shown, add_camera) -> None:
    card = shown(add_camera("ZKO-1"))
    card.record_step()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text() for action in menu.actions()]
    assert (texts[0], texts[-1]) == ("Record a failure…", "Record a check…")
    assert menu.activeAction() is menu.actions()[0]
    menu.close()


def test_a_step_chosen_on_the_card_opens_its_form(qtbot, shown, add_camera) -> None:
    card = shown(add_camera("ZKO-1"))
    button = card.steps.findChildren(QPushButton)[0]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    (form,) = card.findChildren(StepForm)
    assert form.title.text() == "Failed"
    assert form.subtitle.text() == "ZKO-1 · In service · link to the centre unknown"
    form.close()


def test_colours_follow_the_theme(qapp, shown, add_camera) -> None:
    card = shown(add_camera("ZKO-1"))
    try:
        for mode, tokens in (("dark", DARK), ("light", LIGHT)):
            Theme.apply(qapp, mode)
            assert tokens.muted.lower() in card.sheet.toHtml()
            assert tokens.state("in_service") in card._head._line.styleSheet()
    finally:
        qapp.setStyleSheet("")


@pytest.mark.parametrize(
    ("installed", "says"),
    [("2014", "2021 · has ended"), ("2024-05-05", "5 May 2031"), (None, "—")],
)
def test_the_card_says_when_service_life_ends_as_exactly_as_it_is_known(
    shown, register: Register, add_camera, installed: str | None, says: str
) -> None:
    with register.write("create") as entry:
        model = entry.add("model", {"name": "Д-2", "service_life_months": 84})
    when = PartialDate.parse(installed) if installed else None
    camera = add_camera("ZKO-1", model=model, installed_on=when)
    assert f"Service life ends\n{says}\n" in shown(camera).sheet.toPlainText()


def test_faults_are_counted_and_lead_to_the_list_of_them(
    shown, register: Register, add_camera, context, monkeypatch
) -> None:
    camera = add_camera("ZKO-1")
    assert "Faults" not in shown(camera).sheet.toPlainText()
    _fail(register, camera)
    assert "1 fault" in shown(camera).sheet.toPlainText()
    asked = []
    monkeypatch.setattr(
        type(context), "show_list", lambda _self, *what: asked.append(what), raising=False
    )
    shown(camera).sheet.followed.emit("faults", str(camera))
    assert asked == [("faults", Query(filters={"camera": (camera,)}))]
