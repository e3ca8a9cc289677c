"""The kinds of paper that forms propose."""

from __future__ import annotations

from camdesk.domain.lifecycle import KINDS
from camdesk.text.i18n import tr


def kinds_of_paper() -> tuple[str, ...]:
    """The papers that steps of the lifecycle call for, and orders, in the language in use."""
    papers = dict.fromkeys(tr(kind.paper) for kind in KINDS.values() if kind.paper)
    return tuple(dict.fromkeys((*papers, tr("Order"))))
