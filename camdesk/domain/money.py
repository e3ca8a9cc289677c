"""Sums of money in tiyn: whole numbers, 1/100 tenge. No floats, no rounding."""

from __future__ import annotations

import re
from enum import Enum
from types import MappingProxyType

from camdesk.domain.errors import N_, KnownError

_CURRENCY = re.compile(r"(?:тг|тнг|тенге|теңге|tenge|kzt|₸)\.?$", re.IGNORECASE)
# Only between thousands: “100 50” may be 100 tenge and 50 tiyn.
_SPACES = re.compile(r"(?<=\d)[\s'’]+(?=\d{3}(?!\d))|(?<=^-)\s+")
_SUM = re.compile(r"(-?)(\d+|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:\.\d{3}){2,})(?:([.,])(\d{1,2}))?")
_GROUPED = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+)\.(\d{2})|(-?)(\d{1,3}(?:\.\d{3})+),(\d{2})")
LARGEST = 10**17


class Money(Enum):
    """What the sum of an event (its field `cost`) was for."""

    AGREED = "agreed"  # a price in a contract; nothing is spent yet
    PURCHASE = "purchase"
    INSTALLATION = "installation"
    REPAIR = "repair"
    DISMANTLING = "dismantling"
    DISPOSAL = "disposal"
    INCOME = "income"


MONEY = MappingProxyType(
    {
        Money.AGREED: N_("Agreed price"),
        Money.PURCHASE: N_("Purchase"),
        Money.INSTALLATION: N_("Installation"),
        Money.REPAIR: N_("Repairs"),
        Money.DISMANTLING: N_("Dismantling"),
        Money.DISPOSAL: N_("Disposal"),
        Money.INCOME: N_("Income from sale"),
    }
)


def parse_money(text: str) -> int:
    """Read a sum as people write it (`1 234 567,50 тг`) into tiyn.

    `1,234` is refused: nobody can say whether its comma parts thousands or fractions.
    """
    bare = _SPACES.sub("", _CURRENCY.sub("", text.strip()).strip())
    if match := _GROUPED.fullmatch(bare):
        first, second = match.groups()[:3], match.groups()[3:]
        sign, whole, fraction = first if first[1] else second
    elif (match := _SUM.fullmatch(bare)) and not (match[3] and match[3] in match[2]):
        sign, whole, _, fraction = match.groups()
    else:
        raise KnownError(
            N_("“{text}” is not a sum of money."),
            N_("Write it in tenge with at most two decimals, like 1 234 567,50."),
            text=text,
        )
    digits = re.sub(r"\D", "", whole)
    # Counted first: Python refuses to read thousands of digits.
    whole_tiyn = int(digits) * 100 if len(digits) <= len(str(LARGEST)) else LARGEST + 1
    tiyn = whole_tiyn + int((fraction or "0").ljust(2, "0"))
    if tiyn > LARGEST:
        raise KnownError(N_("The sum {text} is too large."), N_("Check its digits."), text=text)
    return -tiyn if sign else tiyn


def money_text(tiyn: int) -> str:
    """The sum in tenge for machines: `1234567.50`."""
    sign = "-" if tiyn < 0 else ""
    return f"{sign}{abs(tiyn) // 100}.{abs(tiyn) % 100:02d}"
