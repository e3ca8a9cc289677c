"""The page of documents: files come by drop, by paste and by choice, and go out checked."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.gui import paper_files
from camdesk.gui.forms.paper_form import PaperForm
from camdesk.gui.pages.documents import DocumentsPage
from camdesk.gui.session import Session
from camdesk.store.attachments import attachments
from camdesk.store.ledger import NewEvent
from camdesk.store.listing import Query
from camdesk.store.register import Register

PDF = b"%PDF-1.7\n"
CTRL = Qt.KeyboardModifier.ControlModifier


class DocumentsContext:
    """The context of a page, which also keeps where it was sent."""

    def __init__(self, page_context) -> None:
        self.settings, self.actions = page_context.settings, page_context.actions
        self.told: list[str] = page_context.told
        self.asked: list[tuple[object, ...]] = []

    def notify(self, text: str) -> None:
        self.told.append(text)

    def open_camera(self, camera: int) -> None:
        self.asked.append(("camera", camera))

    def open_row(self, page: str, row: int) -> None:
        self.asked.append((page, row))

    def show_list(self, page: str, query: Query) -> None:
        self.asked.append((page, query))


@pytest.fixture
def session(register: Register, qapp: object):
    opened = Session(register)
    yield opened
    opened.close()


@pytest.fixture
def context(page_context) -> DocumentsContext:
    return DocumentsContext(page_context)


@pytest.fixture
def act(register: Register, add_camera) -> int:
    """Act № 17, on which two losses rest; act № 18 lies above it in the list."""
    with register.write("document", "17") as entry:
        paper = entry.add("document", {"kind": "Акт", "number": "17", "issued_on": "2024-12-05"})
        entry.add("document", {"kind": "Акт", "number": "18", "issued_on": "2025-12-05"})
    for number in ("A-1", "A-2"):
        camera = add_camera(number)
        with register.write("lost", number) as entry:
            entry.record(camera, NewEvent("lost", PartialDate.year(2025), {}, paper))
    return paper


@pytest.fixture
def page(qtbot: QtBot, session: Session, context, act: int) -> DocumentsPage:
    made = DocumentsPage(session, context)
    qtbot.addWidget(made)
    made.resize(1200, 720)
    with qtbot.waitSignal(made.model.answered):
        made.show()
    return made


@pytest.fixture
def chosen(qtbot: QtBot, page: DocumentsPage, act: int) -> DocumentsPage:
    """The page with act № 17 on its card."""
    with qtbot.waitSignal(page.card.loaded):
        page.open_row(act)
    qtbot.waitUntil(lambda: page.card.row == act)
    return page


@pytest.fixture
def files(session: Session, act: int):
    def ask(document: int = act) -> list[str]:
        connection = session.register.reader()
        try:
            return [file.name for file in attachments(connection, document)]
        finally:
            connection.close()

    return ask


@pytest.fixture
def failures(session: Session) -> list[BaseException]:
    found: list[BaseException] = []
    session.failed.connect(found.append)
    return found


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "акт № 17.pdf"
    path.write_bytes(PDF)
    return path


def dragged(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(page: DocumentsPage, data: QMimeData) -> None:
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), actions, data, buttons, none)
    QApplication.sendEvent(page, enter)
    if enter.isAccepted():
        QApplication.sendEvent(page, QDropEvent(QPointF(50, 50), actions, data, buttons, none))


def follow(page: DocumentsPage, text: str) -> None:
    """Press the link of the card that says `text`."""
    document = page.card.sheet.document()
    found = document.find(text)
    assert not found.isNull(), text
    found.setPosition(found.selectionStart())
    found.movePosition(QTextCursor.MoveOperation.Right)
    href = found.charFormat().anchorHref()
    assert href, text
    page.card.sheet.anchorClicked.emit(QUrl(href))


def test_the_card_says_what_rests_on_the_paper_and_leads_there(chosen, context) -> None:
    text = chosen.card.sheet.toPlainText()
    assert "Lost, 2" in text
    follow(chosen, "A-2")
    assert context.asked == [("camera", 2)]


def test_a_file_dropped_on_the_page_is_attached_to_the_document_chosen(
    qtbot, chosen, files, scan, context
) -> None:
    drop(chosen, dragged(scan))
    qtbot.waitUntil(lambda: files() == ["акт № 17.pdf"])
    qtbot.waitUntil(lambda: "акт № 17.pdf" in chosen.card.sheet.toPlainText())
    assert "Attached file" in context.told[-1]
    assert scan.read_bytes() == PDF


def test_the_page_says_what_a_drop_would_do_and_forgets_it(chosen, page) -> None:
    data = dragged(Path("x.pdf"))
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none
    )
    QApplication.sendEvent(page, enter)
    assert page.drop.sign.isVisible()
    assert page.drop.sign.text == "Attach to “Акт № 17”"
    QApplication.sendEvent(page, QDragLeaveEvent())
    assert not page.drop.sign.isVisible()


def test_without_a_document_chosen_nothing_is_attached(page, files, scan, context) -> None:
    drop(page, dragged(scan))
    assert files() == []
    assert "Choose a document first" in context.told[-1]


def test_of_several_files_one_that_lies_keeps_all_of_them_out(
    qtbot, chosen, files, scan, tmp_path, failures
) -> None:
    program = tmp_path / "фото.jpg"
    program.write_bytes(b"MZ\x90\x00")
    drop(chosen, dragged(scan, program))
    qtbot.waitUntil(lambda: bool(failures))
    (error,) = failures
    assert isinstance(error, KnownError)
    assert "фото.jpg" in str(error)
    assert files() == []


def test_what_was_copied_is_pasted_files_and_pictures(qtbot, chosen, files, scan, context) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(dragged(scan))
    chosen.paste_files()
    qtbot.waitUntil(lambda: len(files()) == 1)
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    clipboard.setImage(picture)
    chosen.paste_files()
    qtbot.waitUntil(lambda: len(files()) == 2)
    assert files()[1].endswith(".png")
    clipboard.setText("слова")
    chosen.paste_files()
    assert context.told[-1] == "Neither a file nor a picture was copied."


def test_a_file_is_opened_as_a_private_copy_for_reading(
    qtbot, chosen, files, scan, monkeypatch
) -> None:
    shown: list[Path] = []

    def open_url(url: QUrl) -> bool:
        shown.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(paper_files.QDesktopServices, "openUrl", open_url)
    drop(chosen, dragged(scan))
    qtbot.waitUntil(lambda: "акт № 17.pdf" in chosen.card.sheet.toPlainText())
    follow(chosen, "акт № 17.pdf")
    qtbot.waitUntil(lambda: bool(shown))
    (path,) = shown
    assert (path.name, path.read_bytes()) == ("акт № 17.pdf", PDF)
    assert path.stat().st_mode & 0o777 == 0o400
    assert path != scan


def test_a_system_without_a_viewer_is_told_of(qtbot, chosen, scan, monkeypatch, context) -> None:
    monkeypatch.setattr(paper_files.QDesktopServices, "openUrl", lambda _url: False)
    drop(chosen, dragged(scan))
    qtbot.waitUntil(lambda: "акт № 17.pdf" in chosen.card.sheet.toPlainText())
    follow(chosen, "акт № 17.pdf")
    qtbot.waitUntil(lambda: "has no program" in context.told[-1])


def test_a_copy_is_saved_where_the_clerk_says(
    qtbot, chosen, scan, tmp_path, monkeypatch, context
) -> None:
    target = tmp_path / "копия.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    drop(chosen, dragged(scan))
    qtbot.waitUntil(lambda: "акт № 17.pdf" in chosen.card.sheet.toPlainText())
    follow(chosen, "Save a copy…")
    qtbot.waitUntil(lambda: "копия.pdf" in context.told[-1])
    assert target.read_bytes() == PDF


def test_a_file_taken_off_comes_back_with_undo(qtbot, chosen, files, scan, session) -> None:
    drop(chosen, dragged(scan))
    qtbot.waitUntil(lambda: "акт № 17.pdf" in chosen.card.sheet.toPlainText())
    follow(chosen, "Take off")
    qtbot.waitUntil(lambda: files() == [])
    qtbot.waitUntil(lambda: "None yet" in chosen.card.sheet.toPlainText())
    session.undo()
    qtbot.waitUntil(lambda: files() == ["акт № 17.pdf"])


def test_files_are_chosen_in_the_systems_dialog(qtbot, chosen, files, scan, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(scan)], ""))
    chosen.attach_file()
    qtbot.waitUntil(lambda: files() == ["акт № 17.pdf"])


def test_a_new_document_is_made_and_a_twin_is_named(qtbot, page, session, context) -> None:
    page.new_row()
    form = page.findChild(PaperForm)
    form.form.edit("kind").set_value("Акт")
    form.form.edit("number").set_value("17")
    form.form.changed.emit("number")
    hint = form.form.row("number").hint
    qtbot.waitUntil(lambda: hint() == "There is one of that number already, of 5 Dec 2024.")
    form.form.edit("number").set_value("19")
    form.form.changed.emit("number")
    assert hint() == ""
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page.card.file is not None and page.card.file.title == "Акт № 19")


def test_many_cameras_are_shown_in_their_list(qtbot, page, session, act, add_camera, context):
    with session.register.write("lost") as entry:
        for number in range(20):
            camera = entry.add("camera", {"inventory_number": f"B-{number:02}"})
            entry.record(camera, NewEvent("received", None, {}, act))
    with qtbot.waitSignal(page.card.loaded):
        page.open_row(act)
    qtbot.waitUntil(lambda: "and 8 more" in page.card.sheet.toPlainText())
    follow(page, "and 8 more")
    ((where, query),) = context.asked
    assert (where, query.filters) == ("cameras", {"document": (act,)})
