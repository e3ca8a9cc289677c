"""What the import says of its steps and of what its last button does."""

from __future__ import annotations

from collections.abc import Mapping

from camdesk.importing.acts import Verdict
from camdesk.text.formats import number_text
from camdesk.text.i18n import ntr, tr


def step_title(step: int) -> str:
    """The title of a step."""
    return (
        tr("1 of 3 · How the file is read"),
        tr("2 of 3 · What the columns mean"),
        tr("3 of 3 · What would happen"),
        tr("Imported"),
    )[step]


def step_lead(step: int, name: str) -> str:
    """What is to be done in a step, over the table `name`."""
    return (
        tr("{file}: choose otherwise where the rows below look wrong.", file=name),
        tr("Columns that mean nothing here are left aside; nothing is guessed into them."),
        tr("Nothing is written yet. The import is one entry, which Ctrl+Z takes back."),
        name,
    )[step]


def import_text(wanted: Mapping[Verdict, int], *, counted: bool = False) -> str:
    """What the last button does: so many rows of each verdict."""
    new = wanted[Verdict.NEW]
    changed = wanted[Verdict.CHANGED] + wanted[Verdict.DOUBTFUL]
    if counted:
        return ntr("Enter {count} result", "Enter {count} results", changed,
                   count=number_text(changed))  # fmt: skip
    if new and changed:
        return tr("Import {new} new, change {changed}",
                  new=number_text(new), changed=number_text(changed))  # fmt: skip
    if changed:
        return ntr("Change {count} camera", "Change {count} cameras", changed,
                   count=number_text(changed))  # fmt: skip
    return ntr("Import {count} camera", "Import {count} cameras", new, count=number_text(new))
