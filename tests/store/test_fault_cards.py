"""What the card of a fault shows of it."""

from contextlib import closing
from datetime import date

import pytest

from camdesk.domain.lifecycle import State
from camdesk.store import fault_cards

DAY = date(2026, 11, 23)


@pytest.fixture
def read(register):
    def answer(row):
        with closing(register.reader()) as connection:
            found = fault_cards.fault(connection, row, "ru", DAY)
            others = found and fault_cards.other_faults(connection, found, "ru", DAY)
            return found, [one.values["failed_on"] for one in others or ()]

    return answer


@pytest.fixture
def faults(clerk):
    """Three faults of one camera, the last still open; and one of another camera."""
    camera, other = (clerk.camera(number, State.IN_SERVICE) for number in "12")
    for failed, restored in (("2025-01-01", "2025-01-11"), ("2025-05-05", "2025-05-06")):
        clerk.step(camera, "failed", failed)
        clerk.step(camera, "restored", restored, work="кабель", cost=5_00, warranty=False)
    clerk.step(camera, "failed", "2026-11-13", mode="no_image")
    clerk.step(other, "failed", "2026-01-01")
    return [row[0] for row in clerk.rows("SELECT id FROM fault ORDER BY id")]


def test_an_open_fault_and_the_others_of_its_camera_the_latest_first(read, faults):
    found, others = read(faults[2])
    assert found.is_open
    assert found.values["mode"] == "no_image"
    assert found.values["days_open"] == 10
    assert others == ["2025-05-05", "2025-01-01"]


def test_a_mended_fault_says_how(read, faults):
    found, _ = read(faults[0])
    assert (found.is_open, found.mended) == (False, True)
    said = [found.values[name] for name in ("days_open", "outcome", "work", "cost", "warranty")]
    assert said == [10, "restored", "кабель", 5_00, 0]


def test_parts_fitted_under_the_repair_belong_to_the_fault(clerk, read, faults):
    ((camera, repair),) = clerk.rows("SELECT camera, ended_by FROM fault WHERE id = ?", faults[0])
    part = clerk.add("part", name="Блок питания", source="bought", quantity=3)
    clerk.add("part_move", part=part, kind="fitted", quantity=2, camera=camera, event=repair)
    found, _ = read(faults[0])
    assert [(one.part, one.name, one.quantity) for one in found.parts] == [
        (part, "Блок питания", 2)
    ]
    assert read(faults[1])[0].parts == ()


def test_an_undone_fault_is_gone(clerk, read, faults):
    ((entry,),) = clerk.rows("SELECT entry FROM event WHERE id = ?", faults[3])
    clerk.register.void(entry)
    assert read(faults[3]) == (None, [])
