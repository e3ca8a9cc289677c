"""The command line: the same work without a window, and the way into it.

Exit status 0 when it is done, 1 for trouble that the user can put right (one line on standard
error), 2 for a wrong call.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from camdesk import __version__
from camdesk.domain.dates import EARLIEST_YEAR, LATEST_YEAR, PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.text.i18n import detect_language, set_language, tr

if TYPE_CHECKING:
    from camdesk.importing.table_report import Overrules

TROUBLE = 1
Command = Callable[[argparse.Namespace], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what `arguments` (those of the process, if None) ask for; returns the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    set_language(detect_language())
    for stream in (sys.stdout, sys.stderr):  # a pipe on Windows may speak a code page
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if not given or (given[0] not in COMMANDS and not given[0].startswith("-")):
        return _open_window(given)
    options = _parser().parse_args(given)
    try:
        options.command(options)
    except KnownError as error:
        return _complain(error)
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
    return 0


def _open_window(given: list[str]) -> int:
    if len(given) > 1:
        _parser().error(tr("one register at a time: {names}", names=" ".join(given)))
    from camdesk.app import run  # imported late: the other commands need no display

    return run(Path(given[0]) if given else None)


def _complain(error: KnownError) -> int:
    from camdesk.text.formats import advice, said

    print(f"camdesk: {said(error)} {advice(error)}".rstrip(), file=sys.stderr)
    return TROUBLE


def _new(options: argparse.Namespace) -> None:
    from camdesk.store.register import Register

    Register.create(options.file).close()


def _sample(options: argparse.Namespace) -> None:
    from camdesk.samples import build

    build(options.file, story=options.story, cameras=options.cameras, progress=_tell)
    _tell("", 1.0)


def _import(options: argparse.Namespace) -> None:
    from camdesk.importing.run import import_table

    outcome = import_table(
        options.file,
        options.table,
        mapping=options.mapping,
        as_of=options.as_of,
        dry_run=options.dry_run,
        rejects=options.rejects,
        stock_take=options.stock_take,
        overrules=_overrules(options),
    )
    for line in outcome.lines():
        print(line)


def _table(options: argparse.Namespace) -> None:
    from camdesk.importing.table_report import look_at

    look_at(options.file, _overrules(options), options.csv, print)


def _overrules(options: argparse.Namespace) -> Overrules:
    """What the person says of how a table is read."""
    from camdesk.importing.table_report import Overrules

    return Overrules(**{field.name: getattr(options, field.name) for field in fields(Overrules)})


def _reports(options: argparse.Namespace) -> None:
    from camdesk.reports.catalogue import REPORTS, find_report

    if options.name is not None:
        from camdesk.reports.told import describe

        for line in describe(find_report(options.name)):
            print(line.rstrip())
        return
    for report in REPORTS.values():
        needs = "".join(
            f" --{p.name.replace('_', '-')} DATE" if p.required else "" for p in report.parameters
        )
        print(f"{report.name + needs:34}  {tr(report.title)}")


def _report(options: argparse.Namespace) -> None:
    from camdesk.cli_reports import report

    report(options)


def _undo(options: argparse.Namespace) -> None:
    from camdesk.store.register import Register
    from camdesk.text.entries import entry_title

    with Register.open(options.file) as register:
        target = (
            register.undo_target() if options.entry is None else register.entry_title(options.entry)
        )
        if options.entry is None and target is None:
            raise KnownError(N_("There is nothing to undo."))
        register.void(options.entry if target is None else target.id)
        if target is not None:
            title = entry_title(target.action, target.subject, target.cameras)
            print(tr("Undone: entry {entry}, {title}", entry=target.id, title=title))


def _check(options: argparse.Namespace) -> None:
    from camdesk.store.check import check
    from camdesk.store.register import Register

    with Register.open(options.file, read_only=True) as register:
        connection = register.reader()
        try:
            checked = check(connection)
        finally:
            connection.close()
    print(
        tr(
            "The register is sound: {entries} entries, {events} events, {cameras} cameras.",
            entries=checked.entries,
            events=checked.events,
            cameras=checked.cameras,
        )
    )
    print(tr("Head of the chain: {hash}", hash=checked.head))


def _backup(options: argparse.Namespace) -> None:
    from camdesk.store.backup import backup

    backup(options.file, options.out)


def _documents(options: argparse.Namespace) -> None:
    from camdesk.reports import papers
    from camdesk.reports.csv_out import print_csv
    from camdesk.reports.dialects import DIALECTS
    from camdesk.store.look_back import Moment, look_back
    from camdesk.store.register import Register

    with Register.open(options.file, read_only=True) as register:
        connection = register.reader()
        try:
            look_back(connection, Moment(options.as_of, options.known_on))
            table = (
                papers.all_papers(connection)
                if options.number is None
                else papers.resting_on(connection, options.number)
            )
            print_csv(sys.stdout, table.columns, table.rows, DIALECTS["machine"])
        finally:
            connection.close()


def _tell(what: str, share: float) -> None:
    """Progress on a terminal; nothing in a pipe."""
    if sys.stderr.isatty():
        end = "\n" if share >= 1 else ""
        print(f"\r{share:4.0%} {tr(what):40}", end=end, file=sys.stderr, flush=True)


def _day(text: str) -> date:
    try:
        day = PartialDate.parse(text)
    except KnownError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if not day.is_exact:
        raise argparse.ArgumentTypeError(tr("{text} is not one day", text=text))
    return day.first


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(tr("{text} is not a number of cameras", text=text))
    return int(text)


def _row(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(tr("{text} is not the number of a row", text=text))
    return int(text)


def _delimiter(text: str) -> str:
    from camdesk.importing.table_report import delimiter_called

    if not text or set(text) & set('"\r\n'):
        raise argparse.ArgumentTypeError(tr("{text} parts no columns", text=repr(text)))
    return delimiter_called(text)


def _sign(text: str) -> str:
    if len(text) > 1 or text in ("\r", "\n"):
        raise argparse.ArgumentTypeError(tr("{text} is not one sign", text=repr(text)))
    return text


def _year(text: str) -> int:
    if not text.isdecimal() or not EARLIEST_YEAR <= int(text) <= LATEST_YEAR:
        raise argparse.ArgumentTypeError(tr("{text} is not a year", text=text))
    return int(text)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="camdesk",
        usage="camdesk [FILE] | camdesk COMMAND ...",
        description=tr("The register of video-surveillance cameras. With a FILE: opens it."),
    )
    parser.add_argument("--version", action="version", version=f"camdesk {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, prog="camdesk")
    for name, (command, help_text, add_arguments) in COMMANDS.items():
        sub = commands.add_parser(name, help=tr(help_text), description=tr(help_text))
        add_arguments(sub)
        sub.set_defaults(command=command)
    return parser


def _file(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("file", metavar="FILE", type=Path)


def _moment(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--as-of", metavar="DATE", type=_day)
    sub.add_argument("--known-on", metavar="DATE", type=_day)


def _sample_arguments(sub: argparse.ArgumentParser) -> None:
    _file(sub)
    sub.add_argument(
        "--story",
        action=argparse.BooleanOptionalAction,
        default=True,
        help=tr("play an invented life on top of the published figures"),
    )
    sub.add_argument(
        "--cameras", metavar="N", type=_count, help=tr("the same shape scaled to N cameras")
    )


def _import_arguments(sub: argparse.ArgumentParser) -> None:
    _file(sub)
    sub.add_argument("table", metavar="TABLE", type=Path)
    sub.add_argument("--mapping", metavar="M.toml", type=Path)
    sub.add_argument("--as-of", metavar="DATE", type=_day)
    sub.add_argument("--dry-run", action="store_true", help=tr("say what would happen"))
    sub.add_argument("--rejects", metavar="OUT.csv", type=Path)
    sub.add_argument("--stock-take", metavar="NAME", help=tr("of a table of what was counted"))
    _reading_arguments(sub)


def _table_arguments(sub: argparse.ArgumentParser) -> None:
    _file(sub)
    sub.add_argument("--csv", metavar="OUT", type=Path, help=tr("write the whole grid"))
    _reading_arguments(sub)


def _reading_arguments(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--sheet", metavar="S", help=tr("of a workbook"))
    sub.add_argument("--area", metavar="B3:K200", help=tr("of its sheet"))
    sub.add_argument("--encoding", metavar="NAME")
    sub.add_argument("--delimiter", metavar="SIGN", type=_delimiter)
    sub.add_argument("--quote", metavar="SIGN", type=_sign)
    sub.add_argument("--escape", metavar="SIGN", type=_sign)
    sub.add_argument("--header-row", metavar="N", type=_row, help=tr("0: no header"))
    sub.add_argument("--header-rows", metavar="N", type=_row)
    sub.add_argument("--last-row", metavar="N", type=_row, help=tr("0: to the end"))


def _reports_arguments(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("name", metavar="NAME", nargs="?")


def _report_arguments(sub: argparse.ArgumentParser) -> None:
    _file(sub)
    sub.add_argument("name", metavar="NAME")
    _moment(sub)
    sub.add_argument("--from", metavar="DATE", type=_day)
    sub.add_argument("--to", metavar="DATE", type=_day)
    for name in ("programme", "place", "balance-holder"):
        sub.add_argument(f"--{name}", metavar="NAME", help=tr("a name; “-”: nobody said it"))
    sub.add_argument("--preset", metavar="NAME", help=tr("as it was saved in the register"))
    sub.add_argument("--columns", metavar="A,B,C", type=_names)
    saved = sub.add_mutually_exclusive_group()
    saved.add_argument("--csv", metavar="OUT", type=Path)
    saved.add_argument("--xlsx", metavar="OUT", type=Path)
    sub.add_argument("--dialect", choices=("machine", "ru", "kk", "en"), default="machine")
    sub.add_argument(
        "--companion", action="store_true", help=tr("a text beside the table: what it is made from")
    )
    sub.add_argument(
        "--every", choices=("month", "district"), help=tr("make it many times, into a folder")
    )
    sub.add_argument("--of", metavar="YEAR", type=_year, help=tr("the year of the months"))
    sub.add_argument("--into", metavar="FOLDER", type=Path)
    sub.add_argument("--workbooks", action="store_true", help=tr("Excel workbooks, not CSV"))
    sub.add_argument("--overwrite", action="store_true", help=tr("files that are there too"))


def _documents_arguments(sub: argparse.ArgumentParser) -> None:
    _file(sub)
    sub.add_argument("--number", metavar="N", help=tr("what rests on the documents no. N"))
    _moment(sub)


def _undo_arguments(sub: argparse.ArgumentParser) -> None:
    _file(sub)
    sub.add_argument("entry", metavar="ENTRY", type=int, nargs="?")


def _backup_arguments(sub: argparse.ArgumentParser) -> None:
    _file(sub)
    sub.add_argument("out", metavar="OUT", type=Path)


COMMANDS: dict[str, tuple[Command, str, Callable[[argparse.ArgumentParser], None]]] = {
    "new": (_new, N_("make an empty register"), _file),
    "sample": (_sample, N_("make a sample register"), _sample_arguments),
    "import": (_import, N_("import a table as one entry"), _import_arguments),
    "table": (_table, N_("show what is read in a table"), _table_arguments),
    "reports": (_reports, N_("list the reports, or say all about one"), _reports_arguments),
    "report": (_report, N_("make a report"), _report_arguments),
    "documents": (
        _documents,
        N_("list the documents and what rests on them"),
        _documents_arguments,
    ),
    "undo": (_undo, N_("undo the last entry, or the one named"), _undo_arguments),
    "check": (_check, N_("check that nothing is damaged or altered"), _file),
    "backup": (_backup, N_("make a verified copy"), _backup_arguments),
}
