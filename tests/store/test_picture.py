"""What the register shows of a camera follows from its events alone."""

from contextlib import closing

import pytest

from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import State
from camdesk.store.ledger import NewEvent
from camdesk.store.picture import CameraContradiction, chunks, refold


def _shown(clerk, camera: int) -> tuple:
    (row,) = clerk.rows(
        "SELECT state, since, connected, site, installed_on, installed_year FROM camera"
        " WHERE id = ?",
        camera,
    )
    return row


def test_folding_again_changes_nothing(told) -> None:
    before = told.picture()
    writer = told.register._writer
    writer.execute("BEGIN")
    refold(writer, [row[0] for row in told.rows("SELECT id FROM camera")])
    writer.execute("COMMIT")
    assert told.picture() == before


def test_the_picture_tells_the_state_its_beginning_and_the_site(clerk) -> None:
    site = clerk.add("site")
    camera = clerk.camera()
    assert _shown(clerk, camera) == ("in_stock", None, 0, None, None, None)
    clerk.step(camera, "installed", "2024-12", site=site)
    assert _shown(clerk, camera) == ("in_service", "2024-12", 0, site, "2024-12", 2024)
    clerk.step(camera, "connected", "2025")
    assert _shown(clerk, camera) == ("in_service", "2024-12", 1, site, "2024-12", 2024)
    clerk.step(camera, "failed", "2026-01/2026-03")
    assert _shown(clerk, camera) == ("failed", "2026-01/2026-03", 1, site, "2024-12", 2024)
    clerk.step(camera, "removed")
    assert _shown(clerk, camera) == ("removed", None, 0, site, "2024-12", 2024)


def test_an_opening_says_how_things_stood_not_since_when(clerk) -> None:
    with clerk.register.write("create") as entry:
        camera = entry.add("camera", {})
        said = {"state": State.IN_SERVICE, "connected": None}
        entry.record(camera, NewEvent("opening", None, said))
    assert _shown(clerk, camera) == ("in_service", None, None, None, None, None)


def test_a_back_dated_event_stands_where_its_date_allows(clerk) -> None:
    camera = clerk.camera()
    site = clerk.add("site")
    clerk.step(camera, "installed", "2021-05-05", site=site)
    clerk.step(camera, "removed", "2024-05-05")
    clerk.step(camera, "failed", "2023")
    clerk.step(camera, "connected", "2022-01")
    rows = clerk.rows(
        "SELECT kind, state, connected FROM event WHERE camera = ? ORDER BY position", camera
    )
    assert rows == [
        ("opening", "in_stock", 0), ("installed", "in_service", 0),
        ("connected", "in_service", 1), ("failed", "failed", 1), ("removed", "removed", 0),
    ]  # fmt: skip
    assert clerk.state(camera) == "removed"
    clerk.check()


def test_a_back_dated_event_that_contradicts_names_camera_and_event(clerk) -> None:
    camera = clerk.camera()
    clerk.step(camera, "installed", "2021-05-05", site=clerk.add("site"))
    before = clerk.everything()
    with pytest.raises(CameraContradiction) as caught:
        clerk.step(camera, "failed", "2020-12-05")
    assert caught.value.camera == camera
    assert isinstance(caught.value, KnownError)
    assert "Failed" in str(caught.value)
    assert clerk.everything() == before


def test_what_held_between_two_events_is_told_by_days(clerk) -> None:
    camera = clerk.camera()  # opened 2020: certainly by the last day of it
    clerk.step(camera, "proposed", "2024-02")
    rows = clerk.rows("SELECT state, from_day, until_day FROM event ORDER BY position")
    assert rows == [
        ("in_stock", "2020-12-31", "2024-02-29"),
        ("proposed", "2024-02-29", "9999-12-31"),
    ]


def test_many_cameras_are_folded_as_each_alone(clerk) -> None:
    with clerk.register.write("import") as entry:
        for _ in range(1_100):  # more than two chunks of ids
            camera = entry.add("camera", {})
            entry.record(camera, NewEvent("opening", None, {"state": State.IN_STOCK}))
    before = clerk.picture()
    with clerk.register.write("proposed") as entry:
        for camera in range(1, 1_101):
            entry.record(camera, NewEvent("proposed"))
    assert clerk.rows("SELECT DISTINCT state FROM camera") == [("proposed",)]
    clerk.register.undo()
    assert clerk.picture() == before
    clerk.check()


def test_chunks_keep_everything_in_order() -> None:
    assert list(chunks(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(chunks([])) == []


def test_the_entry_counts_its_cameras(told) -> None:
    with closing(told.register.reader()) as connection:
        rows = connection.execute(
            "SELECT entry.cameras, count(DISTINCT event.camera) FROM entry"
            " JOIN event ON event.entry = entry.id GROUP BY entry.id"
        ).fetchall()
    assert rows
    assert all(said == counted for said, counted in rows)
