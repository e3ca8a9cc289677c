"""What expires in which year, and what is known of the price."""

from contextlib import closing
from datetime import date

import pytest

from camdesk.domain.lifecycle import State
from camdesk.store import service_life
from camdesk.store.service_life import NO_INSTALLATION, NO_SERVICE_LIFE

DAY = date(2026, 11, 23)


@pytest.fixture
def expiries(register):
    def answer(day=DAY):
        with closing(register.reader()) as connection:
            return [
                (one.years, one.unit, one.model, one.cameras, one.cost, one.unknown)
                for one in service_life.expiries(connection, day)
            ]

    return answer


@pytest.fixture
def model(clerk):
    return clerk.add("model", maker="Образец", name="Д-2", service_life_months=60)


def hanging(clerk, installed_on, **facts):
    camera = clerk.camera(None, **facts)
    clerk.step(camera, "installed", installed_on, site=clerk.add("site"))
    return camera


def test_the_months_of_a_camera_count_before_those_of_its_model(clerk, model, expiries):
    hanging(clerk, "2022-03-05", model=model)
    hanging(clerk, "2022-03-05", model=model, service_life_months=12)
    assert [row[0] for row in expiries()] == ["2023", "2027"]


def test_a_vague_installation_may_allow_two_years(clerk, model, expiries):
    hanging(clerk, "2022", model=model)
    hanging(clerk, "2022-11/2023-02", model=model)
    assert [row[0] for row in expiries()] == ["2027", "2027/2028"]


def test_what_is_not_known_is_counted_and_says_why(clerk, model, expiries):
    hanging(clerk, None, model=model)
    hanging(clerk, "2022-01-01")
    assert expiries() == [
        (None, "camera", "Образец Д-2", 1, None, NO_INSTALLATION),
        (None, "camera", None, 1, None, NO_SERVICE_LIFE),
    ]


def test_only_what_the_office_has_and_has_used_is_counted(clerk, model, expiries):
    clerk.camera("never installed", State.IN_STOCK, model=model)
    clerk.camera("planned", State.PLANNED, model=model)
    gone = hanging(clerk, "2020-01-01", model=model)
    clerk.write_off(gone)
    assert expiries() == []


def test_replacement_costs_what_the_model_cost_last(clerk, model, expiries):
    for signed_on, price in (("2024-05-05", 100_00), ("2025", 150_00), (None, 1_00)):
        contract = clerk.add("contract", number=str(signed_on), signed_on=signed_on)
        clerk.add(
            "contract_line", contract=contract, model=model, quantity=1, unit="camera",
            unit_price=price,
        )  # fmt: skip
    for _ in range(2):
        hanging(clerk, "2022-03-05", model=model)
    assert expiries() == [("2027", "camera", "Образец Д-2", 2, 300_00, "")]
    assert expiries(date(2024, 12, 31))[0][4] == 200_00, "the contract of 2025 was not signed yet"


def test_a_price_of_a_system_is_no_price_of_a_camera(clerk, model, expiries):
    contract = clerk.add("contract", number="1")
    clerk.add(
        "contract_line", contract=contract, model=model, quantity=1, unit="system", unit_price=9_00
    )
    hanging(clerk, "2022-03-05", model=model)
    assert expiries()[0][4] is None
