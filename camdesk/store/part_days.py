"""From which day parts and their moves count, in SQL.

Parts and moves are facts and no events, so a day is asked of their own dates. Each counts from
the day by which it has certainly happened, and one of unknown date from the day on which it was
recorded. Parts that were used were there: a lot counts at the latest from its first move on.
"""

from __future__ import annotations

from camdesk.store.fault_days import first_day


def as_of(part: str, part_move: str, on: str) -> dict[str, str]:
    """By table, the query of the parts and moves that count on the day `on` (a quoted ISO day).

    `part` and `part_move` are the tables or views that are looked at.
    """
    moves = (
        f"SELECT part_move.* FROM {part_move} AS part_move"
        f" WHERE {certain_day('part_move', 'part_move.occurred_on')} <= {on}"
    )
    return {
        "part_move": moves,
        "part": (
            f"SELECT part.* FROM {part} AS part"
            f" WHERE {certain_day('part', 'part.acquired_on')} <= {on}"
            f" OR EXISTS ({moves} AND part_move.part = part.id)"
        ),
    }


def certain_day(table: str, said: str) -> str:
    """SQL for the day from which a row of `table` counts; `said` is its own date (EDTF)."""
    recorded = (
        "(SELECT entry.recorded_on FROM main.change JOIN main.entry ON entry.id = change.entry"
        f" WHERE change.table_name = '{table}' AND change.row_id = {table}.id"
        " AND change.column_name IS NULL)"
    )
    last = _last_day(said)
    # What was recorded had happened, unless the computer's clock stood wrong.
    return (
        f"CASE WHEN {said} IS NULL THEN {recorded}"
        f" WHEN {recorded} < {first_day(said)} THEN {last}"
        f" ELSE min({last}, {recorded}) END"
    )


def _last_day(edtf: str) -> str:
    """SQL for the last day that the EDTF text can mean (SQLite's calendar)."""
    end = f"substr({edtf}, instr({edtf}, '/') + 1)"  # all of it where there is no stroke
    return (
        f"CASE length({end}) WHEN 4 THEN {end} || '-12-31'"
        f" WHEN 7 THEN date({end} || '-01', '+1 month', '-1 day') ELSE {end} END"
    )
