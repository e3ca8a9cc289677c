"""Attached files: papers are kept, once each; programs, scripts and names that lie are refused."""

import hashlib
import zipfile
from contextlib import closing, suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.errors import KnownError
from camdesk.store import attachments
from camdesk.store.attachments import attach, content
from camdesk.store.damage import Damage
from camdesk.store.file_kinds import ENDINGS, LONGEST_NAME, clean_name, media_type_of


def archive(**parts):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return made.getvalue()


PDF = b"%PDF-1.7\n%\xe2\xe3\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
DOCX = archive(**{"[Content_Types].xml": "<x/>", "word/document.xml": "<w/>"})
XLSX = archive(**{"xl/workbook.xml": "<w/>"})
ODT = archive(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<x/>"})
KEPT = {
    "акт.pdf": PDF,
    "СКАН.PDF": b"\xef\xbb\xbf" + PDF,
    "фото.jpg": b"\xff\xd8\xff\xe1\x00\x10Exif",
    "фото.jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "скан.png": PNG,
    "скан.tif": b"II*\x00\x08\0\0\0",
    "скан.tiff": b"MM\x00*\0\0\0\x08",
    "снимок.gif": b"GIF89a\x01\0\x01\0",
    "снимок.webp": b"RIFF\x24\0\0\0WEBPVP8 ",
    "акт.docx": DOCX,
    "ведомость.xlsx": XLSX,
    "акт.odt": ODT,
    "опись.txt": "Опись: камера".encode(),
    "windows.txt": "Опись: камера".encode("cp1251"),
    "utf16.txt": "Опись".encode("utf-16"),
}
PROGRAM = b"MZ\x90\x00\x03\0\0\0"
REFUSED = {
    "setup.exe": PROGRAM,
    "акт.pdf": PROGRAM,  # a lie
    "акт.pdf.exe": PDF,  # a lie
    "фото.jpg": PNG,
    "library.so": b"\x7fELF\x02\x01",
    "опись.txt": b"#!/bin/sh\nrm -rf ~\n",
    "скан.txt": PROGRAM,
    "run.bat": b"@echo off\r\ndel *.*\r\n",
    "run.vbs": b'MsgBox "x"',
    "run.js": b"alert(1)",
    "run.ps1": b"Get-Item",
    "page.html": b"<script>1</script>",
    "picture.svg": b"<svg onload='x()'/>",
    "link.url": b"[InternetShortcut]\r\nURL=file://x\r\n",
    "no ending": b"text",
    "binary.txt": b"text\x00text",
    "archive.zip": archive(**{"run.exe": "MZ"}),
    "archive.docx": archive(**{"run.exe": "MZ"}),
    "macros.docx": archive(**{"word/document.xml": "<w/>", "word/vbaProject.bin": "x"}),
    "macros.odt": archive(
        mimetype="application/vnd.oasis.opendocument.text", **{"Basic/Standard/M.xml": "x"}
    ),
    "акт.docm": DOCX,
    "ведомость.docx": XLSX,
    "cut.docx": DOCX[:20],
    "unknown.odt": archive(mimetype="application/x-other"),
}


@pytest.mark.parametrize("name", KEPT)
def test_papers_are_kept(name):
    assert media_type_of(name, KEPT[name])


@pytest.mark.parametrize("name", REFUSED)
def test_programs_scripts_and_names_that_lie_are_refused_in_words(name):
    with pytest.raises(KnownError) as refused:
        media_type_of(name, REFUSED[name])
    assert name in str(refused.value)


def test_a_refusal_says_what_the_file_really_is():
    with pytest.raises(KnownError, match="it is a file of the kind PNG"):
        media_type_of("фото.jpg", PNG)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/акт.pdf", "акт.pdf"),
        (r"C:\Users\x\акт.pdf", "акт.pdf"),
        ("акт\u202efdp.exe", "актfdp.exe"),
        ("акт\x00\x1b[31m.pdf", "акт[31m.pdf"),
        ("а\u200bкт\u2066.pdf", "акт.pdf"),
        ("  акт \t № 17 .pdf ", "акт № 17.pdf"),
        ("акт.pdf. . .", "акт.pdf"),
        ("акт.pdf:exe", "акт.pdfexe"),
        ('<a>"b|c?*.pdf', "abc.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1", "_lpt1"),
        (".bashrc", "bashrc"),
        ("и\u0306.txt", "й.txt"),
    ],
)
def test_names_lose_paths_and_what_deceives(name, clean):
    assert clean_name(name) == clean


@pytest.mark.parametrize("name", ["", ".", "..", "///", "\u202e", " \t", "a/.."])
def test_a_file_without_a_name_is_refused(name):
    with pytest.raises(KnownError):
        clean_name(name)


@given(name=st.text(max_size=400), ending=st.sampled_from(ENDINGS))
def test_any_clean_name_can_be_a_file_name_and_stays_clean(name, ending):
    try:
        clean = clean_name(f"{name}.{ending}")
    except KnownError:
        return
    assert clean_name(clean) == clean
    assert clean.isprintable()
    assert not set(clean) & set('/\\<>:"|?*')
    assert 0 < len(clean.encode()) <= LONGEST_NAME
    assert not clean.startswith(".")


@given(data=st.binary(max_size=40), ending=st.sampled_from(ENDINGS))
def test_whatever_is_in_a_file_it_is_kept_or_refused(data, ending):
    with suppress(KnownError):
        assert "/" in media_type_of(f"a.{ending}", data)


@pytest.fixture
def paper(clerk):
    return clerk.add("document", kind="Акт", number="17")


@pytest.fixture
def connection(register):
    with closing(register.reader()) as connection:
        yield connection


def put(clerk, paper, name, data):
    with clerk.register.write("attachment", name) as entry:
        attach(entry, paper, name, data)
    return entry.id


def test_a_file_comes_back_as_it_was_and_twice_the_same_is_stored_once(clerk, connection, paper):
    put(clerk, paper, "../акт.pdf", PDF)
    other = clerk.add("document", kind="Приказ")
    put(clerk, other, "копия.pdf", PDF)
    files = [
        *attachments.attachments(connection, paper),
        *attachments.attachments(connection, other),
    ]
    assert [(file.name, file.media_type, file.size) for file in files] == [
        ("акт.pdf", "application/pdf", len(PDF)), ("копия.pdf", "application/pdf", len(PDF)),
    ]  # fmt: skip
    assert {content(connection, file.sha256) for file in files} == {PDF}
    assert clerk.rows("SELECT count(*) FROM content") == [(1,)]


def test_the_same_content_twice_on_one_document_is_refused(clerk, paper):
    put(clerk, paper, "акт.pdf", PDF)
    with pytest.raises(KnownError, match="already"):
        put(clerk, paper, "тот же.pdf", PDF)


def test_files_are_read_piece_by_piece_with_progress(tmp_path, monkeypatch):
    monkeypatch.setattr(attachments, "PIECE", 4)
    path = tmp_path / "акт.pdf"
    path.write_bytes(PDF)
    told = []
    assert (
        attachments.read_paper(path, lambda done, all_of_it: told.append((done, all_of_it))) == PDF
    )
    assert told[0] == (4, len(PDF))
    assert told[-1] == (len(PDF), len(PDF))


def test_what_is_no_file_or_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    large = tmp_path / "акт.pdf"
    large.write_bytes(PDF)
    monkeypatch.setattr(attachments, "LARGEST", 3)
    for path in (tmp_path, tmp_path / "нет.pdf", large):
        with pytest.raises(KnownError):
            attachments.read_paper(path, lambda _done, _all: pytest.fail("was read"))


def test_a_file_is_put_out_under_its_name_for_reading_only(clerk, connection, paper, tmp_path):
    put(clerk, paper, "акт.pdf", PDF)
    (file,) = attachments.attachments(connection, paper)
    path = attachments.put_out(connection, file.id, tmp_path)
    assert (path.name, path.read_bytes()) == ("акт.pdf", PDF)
    assert path.stat().st_mode & 0o777 == 0o400
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert attachments.put_out(connection, file.id, tmp_path) == path


def test_a_register_that_lies_about_a_file_does_not_get_it_opened(clerk, paper, request, tmp_path):
    put(clerk, paper, "акт.pdf", PDF)
    (file,) = attachments.attachments(request.getfixturevalue("connection"), paper)
    raw = request.getfixturevalue("raw")
    raw.execute("UPDATE attachment SET name = '../run.exe'")
    with pytest.raises(KnownError):
        attachments.put_out(raw, file.id, tmp_path)
    assert list(tmp_path.rglob("*.exe")) == []


def test_a_file_that_is_refused_leaves_nothing(clerk, paper):
    before = clerk.everything()
    for name, data in (("акт.pdf", PROGRAM), ("акт.pdf", b""), ("", PDF)):
        with pytest.raises(KnownError):
            put(clerk, paper, name, data)
    assert clerk.everything() == before
    assert clerk.rows("SELECT count(*) FROM content") == [(0,)]


def test_a_file_over_the_limit_is_refused(clerk, paper, monkeypatch):
    monkeypatch.setattr(attachments, "LARGEST", len(PDF) - 1)
    with pytest.raises(KnownError, match="is larger than"):
        put(clerk, paper, "акт.pdf", PDF)


def test_a_file_taken_off_or_undone_is_no_longer_shown_and_its_content_stays(
    clerk, connection, paper
):
    put(clerk, paper, "один.pdf", PDF)
    undone = put(clerk, paper, "два.png", PNG)
    first, _ = attachments.attachments(connection, paper)
    clerk.correct("attachment", first.id, removed=1)
    clerk.register.void(undone)
    assert attachments.attachments(connection, paper) == []
    assert clerk.rows("SELECT count(*) FROM content") == [(2,)]
    assert content(connection, first.sha256) == PDF
    clerk.register.void(clerk.last)
    assert [file.name for file in attachments.attachments(connection, paper)] == ["один.pdf"]
    clerk.check()


def test_content_that_was_altered_is_not_given_out(clerk, paper, request):
    put(clerk, paper, "акт.pdf", PDF)
    raw = request.getfixturevalue("raw")  # holds the file from here on
    raw.execute("UPDATE content SET data = ?", (b"%PDF-forged",))
    with pytest.raises(Damage):
        content(raw, hashlib.sha256(PDF).hexdigest())
