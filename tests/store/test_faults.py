"""Faults follow from the events: each time a camera went out of order is one row."""

from camdesk.domain.lifecycle import State

COLUMNS = "camera, failed_on, last_good, mode, ended_on, outcome, mended, cost, warranty, work"


def faults(clerk):
    return clerk.rows(f"SELECT {COLUMNS} FROM fault ORDER BY id")


def test_a_fault_lasts_from_the_failure_to_the_repair(clerk):
    camera = clerk.camera("1", State.IN_SERVICE)
    clerk.step(camera, "failed", "2026-02-01", mode="no_image")
    assert faults(clerk) == [(camera, "2026-02-01", *(None, "no_image"), *[None] * 6)]
    clerk.step(camera, "restored", "2026-02-11", work="кабель", cost=5_00, warranty=False)
    assert faults(clerk) == [
        (camera, "2026-02-01", None, "no_image", "2026-02-11", "restored", 1, 5_00, 0, "кабель")
    ]


def test_taken_down_and_in_a_workshop_it_is_still_the_same_fault(clerk):
    camera = clerk.camera("1", State.IN_SERVICE)
    for kind, day in (("failed", "01"), ("removed", "02"), ("sent_to_repair", "03")):
        clerk.step(camera, kind, f"2026-03-{day}")
    assert [row[4:7] for row in faults(clerk)] == [(None, None, None)]
    clerk.step(camera, "returned", "2026-03-20", work="плата", cost=7_00)
    assert [row[4:8] for row in faults(clerk)] == [("2026-03-20", "returned", 1, 7_00)]


def test_what_is_given_up_has_ended_without_being_mended(clerk):
    camera = clerk.camera("1", State.IN_SERVICE)
    clerk.step(camera, "failed", "2026-03-01")
    clerk.step(camera, "proposed", "2026-04-01")
    assert [row[4:9] for row in faults(clerk)] == [("2026-04-01", "proposed", 0, None, None)]


def test_a_camera_entered_as_failed_has_a_fault_of_unknown_date(clerk):
    clerk.camera("1", State.FAILED)  # it stood so in 2020; since when nobody said
    assert [row[1] for row in faults(clerk)] == [None]


def test_an_undone_failure_was_no_fault(clerk):
    camera = clerk.camera("1", State.IN_SERVICE)
    entry = clerk.step(camera, "failed", "2026-03-01")
    clerk.register.void(entry)
    assert faults(clerk) == []
    clerk.check()
