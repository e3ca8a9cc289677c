"""What cameras, sites and contracts cost: every known sum once, every unknown one counted."""

from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import KINDS, State, steps_from
from camdesk.domain.money import Money
from camdesk.reports.catalogue import REPORTS
from camdesk.store import cards, money
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register

SITES = ("У-1", "У-2")


@pytest.fixture
def sites(clerk):
    return [clerk.add("site", code=code) for code in SITES]


def ask(register, question):
    with closing(register.reader()) as connection:
        return question(connection)


def cost_of(clerk, camera):
    return ask(clerk.register, lambda c: money.cost_of_camera(c, camera))


def site_sums(register):
    """By site code, what was spent there."""
    return {
        row["site"]: row["spent"]
        for row in table(register, "site-costs")
        if row["spent"] is not None
    }


def table(register, name):
    report = REPORTS[name]
    rows = ask(register, lambda c: [list(row) for row in report.run(c, {}).rows])
    return [dict(zip([c.name for c in report.columns], row, strict=True)) for row in rows]


def life(clerk, sites):
    """Bought for 1000, hung at the first site, repaired, moved to the second, repaired, sold."""
    first, second = sites
    with clerk.register.write("ordered") as entry:
        camera = entry.add("camera", {"inventory_number": "К-1"})
        entry.record(camera, NewEvent("ordered", None, {"cost": 990_00}))
    clerk.step(camera, "received", "2024-01-10", cost=1000_00)
    clerk.step(camera, "installed", "2024-02", site=first, cost=200_00)
    clerk.step(camera, "failed", "2024-05")
    clerk.step(camera, "restored", "2024/2025", cost=30_00)
    clerk.step(camera, "removed", "2025-05", cost=40_00)
    clerk.step(camera, "installed", "2025-06", site=second)
    clerk.step(camera, "failed", "2025-07")
    clerk.step(camera, "restored", "2025-08", cost=5_00)
    clerk.write_off(camera)
    clerk.step(camera, "sold", "2026-01", cost=7_00)
    return camera


def test_an_agreed_price_is_not_spent_and_a_sale_is_income(clerk, sites):
    said = cost_of(clerk, life(clerk, sites))
    assert dict(said.sums) == {
        Money.PURCHASE: 1000_00,
        Money.INSTALLATION: 200_00,
        Money.REPAIR: 35_00,
        Money.DISMANTLING: 40_00,
        Money.INCOME: 7_00,
    }
    assert said.spent == 1275_00
    assert said.unknown == 1  # the second installation


def test_a_sum_that_nobody_knows_is_not_zero(clerk, sites):
    camera = clerk.camera("К-1", State.IN_STOCK)
    assert cost_of(clerk, camera) == money.NOTHING
    clerk.step(camera, "installed", "2024", site=sites[0])
    said = cost_of(clerk, camera)
    assert said.spent is None
    assert said.unknown == 1


def test_a_cost_belongs_to_the_site_where_the_camera_hung(clerk, sites):
    life(clerk, sites)
    # The purchase went to the first site; the sale is no cost of the second.
    assert site_sums(clerk.register) == {"У-1": 1270_00, "У-2": 5_00}
    first, second = (
        ask(clerk.register, lambda c, site=site: money.cost_of_site(c, site)) for site in sites
    )
    assert first.spent == 1270_00
    assert second.spent == 5_00
    assert second.sums[Money.INCOME] == 7_00
    assert (first.unknown, second.unknown) == (0, 1)


def test_what_never_hung_belongs_to_no_site(clerk, sites):
    with clerk.register.write("planned") as entry:
        camera = entry.add("camera", {})
        entry.record(camera, NewEvent("planned", None, {"site": sites[0]}))
    clerk.step(camera, "received", "2024", cost=100_00)
    assert site_sums(clerk.register) == {None: 100_00}
    assert ask(clerk.register, lambda c: money.cost_of_site(c, sites[0])) == money.NOTHING
    clerk.step(camera, "installed", "2024", site=sites[1])
    assert site_sums(clerk.register) == {"У-2": 100_00}


def test_a_sum_that_was_learnt_later_counts_and_an_undone_one_does_not(clerk, sites):
    camera = clerk.camera("К-1", State.IN_STOCK)
    entry = clerk.step(camera, "installed", "2024", site=sites[0])
    ((event,),) = clerk.rows("SELECT id FROM event WHERE kind = 'installed'")
    clerk.add("supplement", event=event, cost=50_00)
    assert cost_of(clerk, camera).spent == 50_00
    clerk.register.void(clerk.last)
    clerk.register.void(entry)
    assert cost_of(clerk, camera) == money.NOTHING


def test_income_of_sales_recorded_before_they_had_a_cost_is_income(clerk):
    camera = clerk.camera("К-1")
    clerk.write_off(camera)
    clerk.step(camera, "sold", "2026", income=15_000_00)
    assert cost_of(clerk, camera).sums == {Money.INCOME: 15_000_00}


def test_a_vague_date_has_no_year_and_an_opening_was_bought_before_it(clerk, sites):
    life(clerk, sites)
    with clerk.register.write("create") as entry:
        camera = entry.add("camera", {"unit": "system"})
        values = {"state": State.IN_SERVICE, "cost": 9_00}
        entry.record(camera, NewEvent("opening", PartialDate.parse("2025"), values))
    rows = [
        (row["year"], row["kind"], row["unit"], row["events"], row["sum"], row["unknown"])
        for row in table(clerk.register, "money-by-year")
    ]
    assert rows == [
        (2024, "purchase", "camera", 1, 1000_00, 0),
        (2024, "installation", "camera", 1, 200_00, 0),
        (2025, "installation", "camera", 1, None, 1),
        (2025, "repair", "camera", 1, 5_00, 0),
        (2025, "dismantling", "camera", 1, 40_00, 0),
        (2026, "income", "camera", 1, 7_00, 0),
        (None, "purchase", "system", 1, 9_00, 0),
        (None, "repair", "camera", 1, 30_00, 0),
    ]


def test_customer_and_payer_stand_apart_and_an_unknown_one_stays_empty(clerk, sites):
    customer = clerk.add("organisation", name="Акимат")
    known = clerk.add("contract", number="Д-1", customer=customer, amount=500_00)
    empty = clerk.add("contract", number="Д-2", payer=customer)
    line = clerk.add("contract_line", contract=known, quantity=3, unit="camera")
    camera = life(clerk, sites)
    clerk.correct("camera", camera, contract_line=line)
    loose = clerk.camera("К-2")
    clerk.step(loose, "installed", "2024", site=sites[0], cost=3_00)
    clerk.camera("К-3")  # nothing is known of its money
    shown = [tuple(row[name] for name in list(row)[:10]) for row in table(clerk.register, "money")]
    assert empty
    assert shown == [
        ("Д-1", None, "Акимат", None, 1, 1, 1, 500_00, 1275_00, "camera"),
        ("Д-2", None, None, "Акимат", 0, 0, 0, None, None, "camera"),
        (None, None, None, None, 0, 1, 1, None, 3_00, "camera"),
    ]
    assert ask(clerk.register, lambda c: money.cost_of_contract(c, known)).spent == 1275_00


COSTS = st.one_of(st.none(), st.integers(0, 10**12))
LIVES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 1), COSTS), max_size=12)


@settings(max_examples=40)
@given(st.lists(st.tuples(LIVES, st.booleans(), COSTS), min_size=1, max_size=4))
def test_every_known_sum_is_counted_once_however_it_is_asked(tmp_path_factory, lives):
    path = tmp_path_factory.mktemp("money") / "r.camdesk"
    with Register.create(path) as register:
        with register.write("sites") as entry:
            sites = [entry.add("site", {"code": code}) for code in SITES]
            contract = entry.add("contract", {"number": "Д"})
            line = entry.add("contract_line", {"contract": contract, "quantity": 1})
        for steps, has_contract, price in lives:
            camera = _begin(register, line if has_contract else None, price)
            for choice, site, cost in steps:
                _step(register, camera, choice, sites[site], cost)
        spent = {
            name: sum(row["spent"] or 0 for row in table(register, name))
            for name in ("money", "camera-costs", "site-costs")
        }
        spent["money-by-year"] = sum(
            row["sum"] or 0 for row in table(register, "money-by-year") if row["kind"] != "income"
        )
        unknown = {name: sum(row["unknown"] for row in table(register, name)) for name in (*spent,)}
        paid = {k.name for k in KINDS.values() if k.money not in (None, Money.AGREED)}
        events = ask(register, lambda c: c.execute("SELECT kind, cost FROM event").fetchall())
    kinds = {kind.name: kind.money for kind in KINDS.values()}
    known = sum(c or 0 for k, c in events if k in paid and kinds[k] is not Money.INCOME)
    assert set(spent.values()) == {known}
    asked_of = [c for k, c in events if k in paid and k != "opening"]
    assert set(unknown.values()) == {asked_of.count(None)}


def _begin(register, line, price):
    with register.write("create") as entry:
        camera = entry.add("camera", {"contract_line": line})
        values = {"state": State.IN_STOCK, "cost": price}
        entry.record(camera, NewEvent("opening", None, values))
    return camera


def _step(register, camera, choice, site, cost):
    """One of the steps that are allowed, with a sum where it has one."""
    standing = ask(register, lambda c: cards.standings(c, [camera])[camera])
    allowed = steps_from(standing)
    kind = allowed[choice % len(allowed)]
    values = {}
    if kind.field("cost") is not None:
        values["cost"] = cost
    if kind.field("site") is not None:
        values["site"] = site
    with register.write(kind.name) as entry:
        entry.record(camera, NewEvent(kind.name, None, values))
