"""Numbers of procurement papers, as they usually look. One that looks otherwise is only noticed.

The state procurement site numbers an announcement like 7654321-1 and a lot like 65432101-ЗЦП2; a
budget code is of digits. Other buyers number as they like, so nothing is ever refused.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from camdesk.domain.errors import N_

_USUAL = MappingProxyType(
    {
        "number": (re.compile(r".*\d.*"), N_("A contract number usually has digits.")),
        "announcement": (
            re.compile(r"\d{5,10}-\d{1,3}"),
            N_("An announcement number usually looks like 7654321-1."),
        ),
        "lot": (
            re.compile(r"\d{5,10}-[^\W\d_]{2,5}\d{1,3}"),
            N_("A lot number usually looks like 65432101-ЗЦП2."),
        ),
        "budget_code": (re.compile(r"[\d /.-]+"), N_("A budget code is usually of digits.")),
    }
)

NUMBERED = tuple(_USUAL)
"""The columns of a contract that have a usual look."""


def unusual(column: str, text: str | None) -> str | None:
    """What to remark of a number in that column of a contract; None where it looks usual."""
    usual, remark = _USUAL[column]
    said = (text or "").strip()
    return remark if said and usual.fullmatch(said) is None else None
