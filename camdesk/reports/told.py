"""What a report is, in words: for the command line and for docs/reports.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from camdesk.domain.errors import N_
from camdesk.reports.report import FILTER_LABELS, Report, ReportColumn
from camdesk.text.i18n import in_language, tr

GENERATED = ("<!-- what the program says of its reports -->", "<!-- until here -->")
"""Between these lines docs/reports.md says what `pages` gives."""


def describe(report: Report) -> Iterator[str]:
    """The whole declaration of a report, in the language in use, line by line."""
    yield f"{report.name}: {tr(report.title)}"
    yield tr(report.question)
    yield tr("What is counted: {counted}", counted=tr(report.counted))
    yield ""
    for column in report.columns:
        unit = f", {tr(column.unit_word)}" if column.unit_word else ""
        yield f"  {column.name:24}  {tr(column.label)}{unit}"
    if report.more is not None:
        yield f"  {'…':24}  {tr('own fields of the register')}"
    yield ""
    for parameter in report.parameters:
        needed = tr("a date that is needed") if parameter.required else tr(parameter.hint)
        yield f"  {_option(parameter.name):24}  {tr(parameter.label)} ({needed})"
    for name in report.filters:
        yield f"  {_option(name):24}  {tr(FILTER_LABELS[name])} ({tr(_FILTER)})"
    if report.no_filter:
        yield f"  {tr(report.no_filter)}"


_FILTER = N_("a name; “-”: nobody said it")


def page(groups: tuple[tuple[str, tuple[Report, ...]], ...]) -> str:
    """The part of docs/reports.md that is made from the catalogue."""
    with in_language("en"):
        reports = [report for _, some in groups for report in some]
        lines = ["| report | columns | dates |", "|---|---|---|"]
        for report in reports:
            columns = ", ".join(column.name for column in report.columns)
            dates = ", ".join(f"`{_option(one.name)}`" for one in report.parameters)
            lines.append(f"| `{report.name}` | {columns} | {dates} |")
        lines += ["", "## What each report answers, and what is counted", ""]
        for room, some in groups:
            lines += [f"### {room}", ""]
            for report in some:
                lines += [*_section(report), ""]
    return "\n".join(lines)


def _section(report: Report) -> Iterator[str]:
    yield f"**{report.title}** (`{report.name}`). *{report.question}* {report.counted}"
    by_unit: dict[str, list[ReportColumn]] = {}
    for column in report.columns:
        if column.unit_word:
            by_unit.setdefault(column.unit_word, []).append(column)
    if by_unit:
        yield f"In {_units(by_unit)}."
    if report.filters:
        yield f"Filters: {', '.join(f'`{_option(name)}`' for name in report.filters)}."
    if report.no_filter:
        yield report.no_filter


def _units(by_unit: Mapping[str, list[ReportColumn]]) -> str:
    return "; in ".join(
        f"{unit}: {', '.join(column.name for column in columns)}"
        for unit, columns in by_unit.items()
    )


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
