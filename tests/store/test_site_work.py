"""Work at sites: a camera takes another one's place, cameras move; each is one entry."""

import pytest

from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import State
from camdesk.store.site_work import Circumstances, Replacement, move, replace
from tests.store.conftest import Clerk, event


@pytest.fixture
def hung(clerk: Clerk):
    """`hung("A", "S", connected=True)`: a camera of that number that hangs at the site."""

    def make(number: str, site: int, *, connected: bool = False) -> int:
        camera = clerk.camera(number)
        clerk.step(camera, "installed", "2021", site=site)
        if connected:
            clerk.step(camera, "connected", "2021")
        return camera

    return make


def replaced(clerk: Clerk, work: Replacement, day: str = "2024-05-05") -> int:
    with clerk.register.write("replace") as entry:
        return replace(entry, work, Circumstances(event("failed", day).occurred_on))


def moved(clerk: Clerk, cameras: list[int], site: int, **how) -> int:
    with clerk.register.write("move") as entry:
        when = event("failed", "2024-05-05").occurred_on
        return move(entry, cameras, site, Circumstances(when), **how)


def standing(clerk: Clerk, camera: int) -> tuple:
    ((*facts,),) = clerk.rows("SELECT state, site, connected FROM camera WHERE id = ?", camera)
    return tuple(facts)


def kinds(clerk: Clerk, camera: int) -> list[str]:
    rows = clerk.rows(
        "SELECT kind FROM event WHERE camera = ? AND position IS NOT NULL ORDER BY position", camera
    )
    return [kind for (kind,) in rows]


@pytest.mark.parametrize("keep", [True, False])
def test_the_new_camera_hangs_where_the_old_one_did_and_each_names_the_other(
    clerk: Clerk, hung, keep: bool
) -> None:
    site = clerk.add("site", code="S")
    old, new = hung("A", site, connected=True), clerk.camera("B")
    assert replaced(clerk, Replacement(old, new, keep_connection=keep)) == new
    assert standing(clerk, old) == (State.REMOVED, site, 0), "where it hung last is kept"
    assert standing(clerk, new) == (State.IN_SERVICE, site, int(keep))
    named = clerk.rows(
        "SELECT camera, kind, other_camera FROM event WHERE other_camera IS NOT NULL ORDER BY id"
    )
    assert named == [(old, "removed", new), (new, "installed", old)]
    clerk.check()


def test_a_link_that_was_not_there_is_not_kept(clerk: Clerk, hung) -> None:
    site = clerk.add("site", code="S")
    new = clerk.camera("B")
    replaced(clerk, Replacement(hung("A", site), new, keep_connection=True))
    assert kinds(clerk, new)[-1] == "installed"


def test_a_fault_is_told_before_the_old_camera_comes_down(clerk: Clerk, hung) -> None:
    site = clerk.add("site", code="S")
    old, new = hung("A", site), clerk.camera("B")
    replaced(clerk, Replacement(old, new, {"mode": "no_image"}, "beyond_repair", "молния", 500_00))
    assert kinds(clerk, old)[-2:] == ["failed", "removed"]
    assert clerk.rows("SELECT mode FROM fault WHERE camera = ?", old) == [("no_image",)]
    ((cost,),) = clerk.rows("SELECT cost FROM event WHERE camera = ? AND kind = 'installed'", new)
    assert cost == 500_00


def test_a_successor_that_is_not_registered_yet_comes_with_the_same_entry(
    clerk: Clerk, hung
) -> None:
    site = clerk.add("site", code="S")
    before = clerk.picture()
    old = hung("A", site)
    hanging = clerk.picture()
    new = replaced(clerk, Replacement(old, {"inventory_number": "B"}))
    assert kinds(clerk, new) == ["received", "installed"]
    ((last,),) = clerk.rows("SELECT max(id) FROM entry")
    clerk.register.void(last)
    assert clerk.picture() == hanging != before
    clerk.check()


@pytest.mark.parametrize("state", [State.IN_STOCK, State.REMOVED, State.WRITTEN_OFF])
def test_nothing_is_replaced_that_does_not_hang(clerk: Clerk, state: State) -> None:
    old, new = clerk.camera("A", state), clerk.camera("B")
    before = clerk.everything()
    with pytest.raises(KnownError, match="does not hang"):
        replaced(clerk, Replacement(old, new))
    assert clerk.everything() == before


def test_no_camera_takes_its_own_place_or_that_of_another_while_it_hangs(
    clerk: Clerk, hung
) -> None:
    site = clerk.add("site", code="S")
    old, busy = hung("A", site), hung("B", clerk.add("site", code="T"))
    before = clerk.everything()
    for successor in (old, busy):
        with pytest.raises(KnownError):
            replaced(clerk, Replacement(old, successor))
        assert clerk.everything() == before


@pytest.mark.parametrize("keep", [True, False])
def test_a_move_takes_down_what_hangs_elsewhere_and_leaves_what_hangs_there(
    clerk: Clerk, hung, keep: bool
) -> None:
    here, there = clerk.add("site", code="S"), clerk.add("site", code="T")
    elsewhere, stays = hung("A", here, connected=True), hung("B", there, connected=True)
    stored, dark = clerk.camera("C"), hung("D", here)
    story = kinds(clerk, stays)
    cameras = [elsewhere, stays, stored, dark]
    assert moved(clerk, cameras, there, reason="перенос", keep_connection=keep) == 3
    links = [int(keep), 1, 0, 0]
    assert [standing(clerk, c) for c in cameras] == [
        (State.IN_SERVICE, there, link) for link in links
    ]
    assert kinds(clerk, stays) == story
    assert "removed" not in kinds(clerk, stored)
    clerk.check()


def test_one_camera_that_cannot_move_keeps_all_where_they_are(clerk: Clerk, hung) -> None:
    here, there = clerk.add("site", code="S"), clerk.add("site", code="T")
    cameras = [hung("A", here), clerk.camera("B", State.WRITTEN_OFF)]
    before = clerk.everything()
    with pytest.raises(KnownError):
        moved(clerk, cameras, there)
    assert clerk.everything() == before


def test_a_failed_camera_does_not_work_again_because_it_was_moved(clerk: Clerk, hung) -> None:
    here, there = clerk.add("site", code="S"), clerk.add("site", code="T")
    broken = hung("A", here)
    clerk.step(broken, "failed", "2024-01-01")
    with pytest.raises(KnownError, match="Camera A is out of order"):
        moved(clerk, [hung("B", here), broken], there)
    assert standing(clerk, broken)[0] == State.FAILED
    clerk.step(broken, "restored", "2024-02-02")
    assert moved(clerk, [broken], there) == 1
