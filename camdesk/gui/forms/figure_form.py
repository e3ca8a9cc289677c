"""The form of a published figure: any number that anybody has published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from camdesk.domain.errors import N_
from camdesk.domain.facts import fact
from camdesk.domain.validation import FieldError
from camdesk.gui.forms.table_form import TableForm, shown
from camdesk.gui.session import Session
from camdesk.store.books import Found

if TYPE_CHECKING:
    from camdesk.gui.context import Context

# What a part has in common with its whole until somebody says otherwise.
_COMMON = ("published_on", "source", "measure", "unit", "programme", "period")


class FigureForm(TableForm):
    """Enters a figure, or corrects one."""

    def __init__(
        self, session: Session, context: Context, row: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, context, "figure", row, parent)

    def start_part(
        self, whole: Found, facts: Mapping[str, object], names: Mapping[str, str]
    ) -> None:
        """Begin a part of the figure `whole`, which has `facts`; `names` calls its references."""
        common: dict[str, object] = {"part_of": whole}
        for column in _COMMON:
            value = facts[column]
            if isinstance(value, int) and column in names:
                common[column] = Found(value, names[column], "")
            else:
                common[column] = shown(fact("figure", column), value)
        self.start(common)

    def check_facts(self, facts: Mapping[str, object]) -> None:
        said = facts["qualifier"] != "unknown"
        if said and facts["value"] is None:
            raise FieldError(
                "value",
                N_("The number is missing."),
                N_("Where none was said, choose “not said”."),
            )
        if not said and facts["value"] is not None:
            raise FieldError(
                "value",
                N_("A number that was not said cannot stand here."),
                N_("Leave it empty, or choose how exactly it was said."),
            )
        if self.row_id is not None and facts["part_of"] == self.row_id:
            raise FieldError("part_of", N_("A figure is no part of itself."))
