"""The command line's reports: printed, saved in some form, or made many times into a folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any

from camdesk.domain.errors import N_, KnownError
from camdesk.reports.batch import by_district, by_month, save_all
from camdesk.reports.catalogue import find_report
from camdesk.reports.choosing import find_filters
from camdesk.reports.companion import Asked, Made
from camdesk.reports.csv_out import print_csv
from camdesk.reports.dialects import DIALECTS
from camdesk.reports.presets import preset
from camdesk.reports.saving import Form, save
from camdesk.store.chosen import NAMES
from camdesk.store.connection import Connection
from camdesk.store.register import Register
from camdesk.text.i18n import language

_DAYS = ("as_of", "from", "to", "known_on")


def report(options: argparse.Namespace) -> None:
    """Make the report that `options` ask for; raises KnownError."""
    dialect = DIALECTS[options.dialect]
    workbook = options.xlsx is not None or options.workbooks
    form = Form(dialect, workbook, options.companion, language())
    with Register.open(options.file, read_only=True) as register:
        connection = register.reader()
        try:
            asked = _asked(connection, options, register.today)
            made = Made(register.path, register.author, register.clock())
            if options.every is not None:
                _every(connection, options, asked, made, form)
                return
            out = options.xlsx or options.csv
            if out is not None:
                save(connection, asked, made, out, form)
                return
            table = asked.report.run(
                connection, asked.days, dialect.language or "ru", asked.columns, asked.filters
            )
            print_csv(sys.stdout, table.columns, table.rows, dialect)
        finally:
            connection.close()


def _asked(connection: Connection, options: argparse.Namespace, today: date) -> Asked:
    """The report with its days, filters and columns: what is said goes before the preset's."""
    found = find_report(options.name)
    given: Mapping[str, Any] = vars(options)
    days: dict[str, date | None] = {name: given[name] for name in _DAYS}
    said = find_filters(connection, **{name: given[name] for name in NAMES})
    columns = None if options.columns is None else tuple(options.columns)
    if options.preset is None:
        return Asked(found, days, said, columns)
    kept = preset(connection, found, options.preset)
    days = {**kept.on(today), **{name: day for name, day in days.items() if day is not None}}
    chosen = {
        name: getattr(kept.filters if getattr(said, name) is None else said, name) for name in NAMES
    }
    return Asked(found, days, type(said)(**chosen), columns or kept.columns)


def _every(
    connection: Connection, options: argparse.Namespace, asked: Asked, made: Made, form: Form
) -> None:
    if options.into is None:
        raise KnownError(N_("Many reports need a folder."), N_("Name it with --into FOLDER."))
    if options.every == "month":
        if options.of is None:
            raise KnownError(N_("Which year is meant?"), N_("Name it with --of YEAR."))
        parts = by_month(asked, options.of, made.at.date())
    else:
        parts = by_district(connection, asked, form.spoken)
    options.into.mkdir(parents=True, exist_ok=True)
    for path in save_all(connection, parts, made, options.into, form, overwrite=options.overwrite):
        print(path)
