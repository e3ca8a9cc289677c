"""What an entry of the journal is called: the act in words, its subject, how many cameras."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import KINDS
from camdesk.text.formats import number_text
from camdesk.text.i18n import ntr, tr

# The acts that are no step of a camera's life.
ACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "create": N_("New camera"),
        "correct": N_("Correction"),
        "import": N_("Import"),
        "void": N_("Taken back"),
        "sample": N_("Sample"),
        "site": N_("New site"),
        "contract": N_("New contract"),
        "document": N_("New document"),
        "attachment": N_("Attached file"),
        "part": N_("Spare part"),
        "figure": N_("Published figure"),
        "stock_take": N_("Stock-take"),
        "stock_take_close": N_("Stock-take closed"),
        "commission": N_("New commission"),
        "replace": N_("Replaced"),
        "move": N_("Moved"),
        "merge": N_("Merged"),
        "archive": N_("Archived"),
        "view": N_("Saved view"),
        "own_field": N_("Own field"),
        "book": N_("Reference book"),
        "bulk": N_("Correction of many"),
        "fill": N_("Filled in"),
    }
)


def action_title(action: str) -> str:
    """The act alone: `Failed`, `Import`; as it is written where this program does not know it."""
    kind = KINDS.get(action)
    return tr(kind.label) if kind else tr(ACTIONS.get(action, action))


def entry_title(action: str, subject: str, cameras: int) -> str:
    """The entry in words: `Failed WKO-000412`, `Import austin.csv, 512 cameras`."""
    title = action_title(action)
    if subject:
        title = tr("{act} {subject}", act=title, subject=subject)
    # One camera is what the subject names; where nothing is named, even one is worth saying.
    if cameras > 1 or (cameras == 1 and not subject):
        counted = ntr("{count} camera", "{count} cameras", cameras, count=number_text(cameras))
        title = tr("{title}, {cameras}", title=title, cameras=counted)
    return title
