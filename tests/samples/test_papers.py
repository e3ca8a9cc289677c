"""Invented papers say that they are invented, and are what their names say."""

import re
from contextlib import closing

import pytest

from camdesk.domain.lifecycle import State
from camdesk.samples import papers
from camdesk.store import documents
from camdesk.store.attachments import attachments, content
from camdesk.store.check import check
from camdesk.store.file_kinds import media_type_of
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register


@pytest.fixture
def played(tmp_path):
    with Register.create(tmp_path / "r.camdesk") as register:
        with register.write("written_off", invented=True) as entry:
            camera = entry.add("camera", {"inventory_number": "1"})
            act = entry.add("document", {"kind": papers.ACT, "number": papers.ACTS[0]})
            entry.record(camera, NewEvent("opening", None, {"state": State.IN_STOCK}))
            entry.record(camera, NewEvent("proposed", None))
            entry.record(camera, NewEvent("written_off", None, {}, act))
        papers.play(register, "Выдумано")
        with closing(register.reader()) as connection:
            yield connection


def test_the_acts_are_signed_by_a_commission_whose_order_is_there(played):
    (signed,) = documents.same_paper(played, papers.ACT, papers.ACTS[0])
    (order,) = documents.same_paper(played, *papers.ORDER[:2])
    rests = documents.resting(played, order.id)
    assert [named.title for group in rests.rows for named in group.first] == [papers.COMMISSION]
    assert rests.signed is not None
    assert [named.id for named in rests.signed.first] == [signed.id]


def test_everything_is_marked_as_invented_and_the_register_is_sound(played):
    check(played)
    (real,) = played.execute("SELECT count(*) FROM entry WHERE NOT invented").fetchone()
    assert real == 0


def test_the_files_say_that_they_are_invented(played):
    (act,) = documents.same_paper(played, papers.ACT, papers.ACTS[0])
    files = attachments(played, act.id)
    assert [file.media_type for file in files] == ["application/pdf", "image/png"]
    assert all("выдуман для примера" in file.name for file in files)
    assert b"INVENTED FOR THE SAMPLE" in content(played, files[0].sha256)


def test_the_pdf_is_whole():
    made = papers.invented_pdf("3/2025")
    start = int(re.search(rb"startxref\n(\d+)\n%%EOF\n\Z", made)[1])
    assert made[start : start + 4] == b"xref"
    for number, place in enumerate(re.findall(rb"(\d{10}) 00000 n", made), 1):
        assert made[int(place) :].startswith(b"%d 0 obj" % number)


def test_the_picture_can_be_read(qapp):
    from PySide6.QtGui import QImage

    made = papers.invented_picture()
    assert media_type_of("a.png", made) == "image/png"
    picture = QImage.fromData(made)
    assert not picture.isNull()
    assert picture.width() > picture.height() > 50


def test_where_the_story_has_no_such_act_nothing_is_attached(tmp_path):
    with Register.create(tmp_path / "r.camdesk") as register:
        papers.play(register, "Выдумано")
        with closing(register.reader()) as connection:
            assert connection.execute("SELECT count(*) FROM attachment").fetchone() == (0,)
