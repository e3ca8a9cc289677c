"""From which day contracts count, in SQL.

They are facts and no events, so the day of signing is asked. Of a contract whose date is unknown
nobody can say that it was not there yet; one of which there were cameras was there.
"""

from __future__ import annotations

from camdesk.store.part_days import certain_day


def as_of(contract: str, contract_line: str, cameras: str, on: str) -> dict[str, str]:
    """By table, the query of the contracts and lines that count on the day `on` (quoted, ISO).

    `contract` and `contract_line` are the tables or views that are looked at, `cameras` holds
    the cameras of that day.
    """
    contracts = (
        f"SELECT contract.* FROM {contract} AS contract"
        " WHERE contract.signed_on IS NULL"
        f" OR {certain_day('contract', 'contract.signed_on')} <= {on}"
        f" OR EXISTS (SELECT 1 FROM {contract_line} AS line"
        f" JOIN {cameras} AS there ON there.contract_line = line.id"
        " WHERE line.contract = contract.id)"
    )
    return {
        "contract": contracts,
        "contract_line": (
            f"SELECT contract_line.* FROM {contract_line} AS contract_line"
            f" WHERE contract IN (SELECT there.id FROM ({contracts}) AS there)"
        ),
    }
