"""Own fields on cards and in histories."""

from __future__ import annotations

from collections.abc import Iterable

from camdesk.gui.cards.sheet import Row, Run
from camdesk.store.own_fields import Said
from camdesk.text.formats import UNKNOWN
from camdesk.text.i18n import tr
from camdesk.text.own_words import own_words


def own_rows(own: Iterable[Said]) -> list[Row]:
    """What own fields say, as rows of a sheet; a dash for what is not known."""
    rows = []
    for one in own:
        text = own_words(one.field, one.value)
        line = [Run(text, "muted" if text == UNKNOWN else "text")]
        if one.corrected:
            href = f"history:{one.field.column}"
            line += [Run("  "), Run(tr("corrected"), "muted", href=href)]
        rows.append(Row([Run(one.field.name, "muted")], [line]))
    return rows


def own_tips(own: Iterable[Said]) -> dict[str, str]:
    """What the links of `own_rows` say."""
    said = tr("Shows all values that this fact has had.")
    return {f"history:{one.field.column}": said for one in own if one.corrected}
