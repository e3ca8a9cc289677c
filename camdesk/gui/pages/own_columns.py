"""Own fields as columns of a list page, which is built anew when they change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from camdesk.domain.own_fields import OwnField
from camdesk.gui.asking import ask
from camdesk.gui.session import Session
from camdesk.store import own_fields
from camdesk.store.look_back import NOW

WIDTH = 16  # letters


class OwnColumns(QObject):
    """Says when the own fields of `table` are no longer those that its list was built with."""

    outdated = Signal()

    def __init__(
        self, session: Session, table: str, fields: tuple[OwnField, ...], page: QObject
    ) -> None:
        super().__init__(page)
        self._session = session
        self._table = table
        self._fields = fields
        session.changed.connect(self._look)

    def _look(self) -> None:
        if self._session.moment != NOW:
            return
        table = self._table
        ask(
            self,
            self._session,
            f"own fields {table}",
            lambda connection: own_fields.fields(connection, table),
            self._compare,
        )

    def _compare(self, fields: tuple[OwnField, ...]) -> None:
        if fields != self._fields:
            self._fields = fields
            self.outdated.emit()


def widths(fields: tuple[OwnField, ...]) -> dict[str, int]:
    """How wide the columns of own fields are at first, in letters."""
    return {one.column: WIDTH for one in fields}
