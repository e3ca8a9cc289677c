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


def ended(clerk):
    return clerk.rows("SELECT failed_on, ended_on, outcome, mended FROM fault ORDER BY id")


def test_a_camera_that_fails_again_has_a_fault_of_its_own_each_time(clerk):
    camera = clerk.camera("1", State.IN_SERVICE)
    for month in ("02", "04"):
        clerk.step(camera, "failed", f"2026-{month}-01")
        clerk.step(camera, "restored", f"2026-{month}-05")
    assert ended(clerk) == [
        ("2026-02-01", "2026-02-05", "restored", 1),
        ("2026-04-01", "2026-04-05", "restored", 1),
    ]


def test_what_does_not_change_the_state_does_not_touch_the_fault(clerk):
    camera = clerk.camera("1", State.IN_SERVICE)
    clerk.step(camera, "failed", "2026-02-01")
    for kind in ("connected", "checked", "disconnected"):
        clerk.step(camera, kind, "2026-02-02")
    assert ended(clerk) == [("2026-02-01", None, None, None)]


def test_a_camera_that_was_only_taken_down_had_no_fault(clerk):
    camera = clerk.camera("1", State.IN_SERVICE)
    clerk.step(camera, "removed", "2026-02-01")
    clerk.step(camera, "sent_to_repair", "2026-02-02")
    assert ended(clerk) == []


def test_taken_down_and_put_into_stock_unrepaired_is_not_mended(clerk):
    camera = clerk.camera("1", State.IN_SERVICE)
    clerk.step(camera, "failed", "2026-02-01")
    clerk.step(camera, "removed", "2026-02-02")
    clerk.step(camera, "returned", "2026-02-03", cost=7_00)
    assert ended(clerk) == [("2026-02-01", "2026-02-03", "returned", 0)]
    assert clerk.rows("SELECT organisation, cost, warranty, work FROM fault") == [(None,) * 4]


def test_a_lost_camera_is_out_of_order_no_longer(clerk):
    camera = clerk.camera("1", State.IN_SERVICE)
    clerk.step(camera, "failed", "2026-02-01")
    clerk.step(camera, "lost", "2026-03")
    assert ended(clerk) == [("2026-02-01", "2026-03", "lost", 0)]


def test_a_failure_recorded_late_finds_its_place_before_the_repair(clerk):
    camera = clerk.camera("1", State.IN_SERVICE)
    clerk.step(camera, "removed", "2026-03-01")
    clerk.step(camera, "failed", "2026-02-01")
    assert clerk.rows("SELECT failed_day, ended_by FROM fault") == [("2026-02-01", None)]


def test_undoing_the_repair_opens_the_fault_again_and_redoing_it_ends_it(clerk):
    camera = clerk.camera("1", State.IN_SERVICE)
    clerk.step(camera, "failed", "2026-02-01")
    clerk.step(camera, "restored", "2026-02-05")
    clerk.register.undo()
    assert ended(clerk) == [("2026-02-01", None, None, None)]
    clerk.register.redo()
    assert ended(clerk) == [("2026-02-01", "2026-02-05", "restored", 1)]


def test_what_is_learnt_of_failure_and_repair_stands_in_the_fault(clerk):
    paper = clerk.add("document", kind="Дефектный акт")
    camera = clerk.camera("1", State.IN_SERVICE)
    clerk.step(camera, "failed")
    clerk.step(camera, "restored")
    ((failed, restored),) = clerk.rows("SELECT id, ended_by FROM fault")
    clerk.add("supplement", event=failed, occurred_on="2026-02-01", document=paper)
    clerk.add("supplement", event=restored, occurred_on="2026-02-05", cost=9_00)
    assert clerk.rows("SELECT failed_on, ended_on, document, cost FROM fault") == [
        ("2026-02-01", "2026-02-05", paper, 9_00)
    ]
    clerk.register.undo()
    assert clerk.rows("SELECT ended_on, cost FROM fault") == [(None, None)]
    clerk.check()


def test_undoing_a_camera_takes_its_faults_along(clerk):
    clerk.camera("1", State.FAILED)
    clerk.register.undo()
    assert ended(clerk) == []
    clerk.register.redo()
    assert ended(clerk) == [(None, None, None, None)]
    clerk.check()
