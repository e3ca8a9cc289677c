"""What a check finds wrong in a register."""

from __future__ import annotations

from camdesk.domain.errors import N_, KnownError


class Damage(KnownError):
    """The first thing found wrong in a register."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(
            message, N_("Keep this file as it is, and go on with the latest good backup."), **params
        )
