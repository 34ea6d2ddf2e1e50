"""What can be said on the command line."""

import argparse
import re
from pathlib import Path

from board_app.bootstrap import PROGRAM
from board_app.cli.argument_parts import Parser, add_command, add_opening, add_output, path_of
from board_app.cli.marking_arguments import add_markings
from board_app.cli.paper_arguments import (
    add_attach,
    add_attached,
    add_book,
    add_clearance,
    add_minutes,
    add_paper,
    add_papers,
    add_register,
    add_review,
    add_transfer,
    rank,
)
from board_app.cli.signing_arguments import add_sign, add_verify
from board_app.services.served import ServedPlace

COMMANDS = (
    *("sample", "new", "agenda", "minutes", "actions", "register", "review", "papers", "book"),
    *("import", "export", "attach", "attached", "markings", "clearance", "comments"),
    "transfer",
    *("sign", "verify"),
    *("check", "backup", "backups", "restore", "passphrase"),
    *("pictures", "serve-schema", "promote", "demote", "account"),
)
LISTS = (
    *("actions", "follow-ups", "people", "agencies", "meetings", "agenda", "attendance"),
    *("decisions", "watch-list", "tiers", "countries", "reviews", "history"),
)
_ENVIRONMENT = (
    "The passphrase comes from --passphrase-file, BOARD_PASSPHRASE or a question. "
    "UPSTREAM_TODAY is the day taken for today, as --today is for one call; UPSTREAM_HOME is "
    "the folder of settings, backups and the log. "
    "Exit codes: 0 done, 1 refused or not found, 2 usage; verify has its own."
)
_SIZE = re.compile(r"([1-9]\d{2,4})x([1-9]\d{2,4})")


class Arguments(argparse.Namespace):
    """The parsed arguments; each command sets its own."""

    command: str
    file: Path
    place: ServedPlace | None = None
    passphrase_file: Path | None = None
    name: str | None = None
    chair: str | None = None
    zone: str | None = None
    cadence: str | None = None
    ceiling: str | None = None
    release_to: str | None = None
    releasable: bool = False
    sheet_of_paper: str | None = None
    language: str | None = None
    load: Path | None = None
    use: str | None = None
    becomes: list[str] | None = None
    agencies: bool = False
    meeting: str | None = None
    output: Path | None = None
    replace: bool = False
    source: Path | None = None
    review: str | None = None
    year: int | None = None
    form: str = "compact"
    extent: str = "open"
    list_name: str | None = None
    schema: bool = False
    agency: str | None = None
    overdue: bool = False
    format: str
    target: Path
    paper: Path
    item: int = 0
    tab: str | None = None
    title: str | None = None
    note: str | None = None
    schedule: str = ""
    marking: str | None = None
    withhold: list[str]
    theme: str
    size: tuple[int, int]
    table: Path
    kind: str
    dry_run: bool = False
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    dates: str | None = None
    only_good: bool = False
    dsn: str | None = None
    what: str
    login: str | None = None
    person: str | None = None
    clearance: int = 0
    without_passphrase: bool = False
    variant: str = "attributed"
    each: bool = False
    supplement: bool = False
    returned: Path
    answer: str | None = None
    backup: str
    backup_passphrase_file: Path | None = None
    new_passphrase_file: Path | None = None
    key: Path | None = None
    key_passphrase_file: Path | None = None
    driver: str = ""
    token: str = ""
    certificate: str = ""
    pin_file: Path | None = None
    stamp_server: str = ""
    line: int | None = None
    onto: Path | None = None
    pdf: Path
    trust: list[Path]
    revocation: bool


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top: argparse.ArgumentParser = Parser(
        prog="board-app",
        description="The desk of an atrocities prevention board. "
        "Without a command, or with a board file alone, the window opens.",
        epilog=_ENVIRONMENT,
    )
    _add_general(top)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_command(commands, "sample", "make the sample board; its passphrase is “sample”")
    _add_new(add_opening(commands, "new", "make a new board"))
    add_paper(add_opening(commands, "agenda", "write the agenda of a meeting as PDF"))
    add_minutes(add_opening(commands, "minutes", "write the minutes of a meeting as PDF"))
    add_clearance(commands)
    _add_actions(add_opening(commands, "actions", "list action items, the live ones first"))
    add_register(add_opening(commands, "register", "write the action register as PDF"))
    add_review(add_opening(commands, "review", "write a country review as PDF"))
    add_papers(add_opening(commands, "papers", "write any paper of the board as PDF"))
    add_book(add_opening(commands, "book", "write the board book of a meeting as PDF"))
    _add_import(add_opening(commands, "import", "import a spreadsheet: all of it or nothing"))
    add_sign(add_opening(commands, "sign", "sign approved minutes"))
    add_verify(commands)
    add_attach(add_opening(commands, "attach", "attach a paper to an agenda item"))
    add_attached(add_opening(commands, "attached", "list what is attached, or take it out"))
    _add_export(add_opening(commands, "export", "write a list, or the whole board as JSON"))
    add_markings(add_opening(commands, "markings", "show the marking scheme, or change it"))
    add_transfer(add_opening(commands, "transfer", "write a year's records for an archive"))
    add_opening(commands, "check", "check the whole file and its history")
    backup = add_opening(commands, "backup", "write a verified copy")
    backup.add_argument("target", metavar="DEST", type=path_of, help="the file to be made")
    _add_keeping(commands)
    _add_pictures(add_opening(commands, "pictures", "save a picture of every page"))
    _add_server(commands)
    return top


def _add_general(top: argparse.ArgumentParser) -> None:
    top.add_argument(
        "--version", action="version", version=PROGRAM, help="say which version this is"
    )
    # Read before anything else, so that it may stand anywhere; here it is only told of.
    top.add_argument(
        "--today", metavar="DATE", help="the day taken for today, like 2015-07-07 for the sample"
    )


def _add_keeping(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the ways back to an earlier board."""
    add_command(commands, "backups", "list the backups that the program made")
    restore = add_opening(commands, "restore", "put a backup in the place of the board")
    restore.add_argument("backup", metavar="BACKUP", help="its number in “backups”, or its path")
    restore.add_argument(
        "--backup-passphrase-file",
        metavar="PATH",
        type=path_of,
        help="a file with the passphrase of that time, if it was another one",
    )
    other = add_opening(commands, "passphrase", "give the board another passphrase")
    other.add_argument(
        "--new-passphrase-file",
        metavar="PATH",
        type=path_of,
        help="a file with the new passphrase alone",
    )


def _add_server(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add what a server's administrator needs."""
    prepare = commands.add_parser("serve-schema", help="prepare a PostgreSQL database for a board")
    promote = add_opening(commands, "promote", "copy a board file to a prepared server")
    demote = add_opening(commands, "demote", "write a served board into a new file")
    account = commands.add_parser("account", help="make, close or list logins of a served board")
    account.add_argument(
        "what", choices=("add", "disable", "passphrase", "list"), help="what is to be done"
    )
    account.add_argument("login", metavar="LOGIN", nargs="?", help="like okoro.state")
    account.add_argument(
        "--kind",
        choices=("secretariat", "chair", "representative", "partner"),
        default="representative",
        help="what the login may do",
    )
    account.add_argument("--person", metavar="NAME", help="whose it is, as the directory has it")
    account.add_argument("--agency", metavar="CODE", help="for a partner without a person")
    account.add_argument(
        "--clearance",
        type=rank,
        default=0,
        metavar="u|cui",
        help="the highest marking seen, or its rank in a scheme of one's own",
    )
    account.add_argument(
        "--passphrase-file",
        metavar="PATH",
        type=path_of,
        help="a file with the passphrase of the login alone",
    )
    account.add_argument(
        "--without-passphrase", action="store_true", help="a certificate or Kerberos lets it in"
    )
    for command in (prepare, promote, demote, account):
        command.add_argument(
            "--dsn",
            help="the administrator's connection, like “host=db dbname=board user=postgres”; "
            "else the variable BOARD_DSN",
        )


def _add_new(command: argparse.ArgumentParser) -> None:
    command.add_argument("--name", help="what the board is called")
    command.add_argument("--chair", metavar="AGENCY", help="the chair's agency, like NSC")
    command.add_argument("--zone", help="the time zone, like America/New_York")
    command.add_argument("--cadence", help="like “third thursday 10:00”")
    command.add_argument(
        "--ceiling", type=str.lower, choices=("u", "cui"), help="the highest marking allowed"
    )
    command.add_argument("--agencies", action="store_true", help="seat the eleven agencies")

    command.add_argument(
        "--from",
        dest="source",
        metavar="JSON",
        type=path_of,
        help="an exported board to begin with",
    )


def _add_actions(command: argparse.ArgumentParser) -> None:
    command.add_argument("--agency", help="lead or supporting agency, like State")
    command.add_argument("--overdue", action="store_true", help="only what is late today")
    command.add_argument(
        "--format", choices=("table", "csv", "json"), default="table", help="how it is written"
    )
    add_output(
        command, "OUT", "a .txt, .csv or .json file instead of the screen", is_required=False
    )


def _add_export(command: argparse.ArgumentParser) -> None:
    add_output(command, "OUT", "a .json file; .xlsx or .csv for a list")
    what = command.add_mutually_exclusive_group()
    what.add_argument(
        "--list",
        dest="list_name",
        metavar="NAME",
        help=f"a list, as CSV or XLSX by the ending of OUT: {', '.join(LISTS)}",
    )
    what.add_argument("--schema", action="store_true", help="the JSON schema of the export")


def _add_import(command: argparse.ArgumentParser) -> None:
    command.add_argument("table", metavar="TABLE", type=path_of, help="a .csv or .xlsx file")
    command.add_argument(
        "--as",
        dest="kind",
        choices=("people", "actions", "countries"),
        required=True,
        help="what its lines are",
    )
    command.add_argument("--dry-run", action="store_true", help="say what would happen, no more")
    command.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook with several")
    command.add_argument(
        "--encoding",
        choices=("utf-8", "utf-16-le", "utf-16-be", "windows-1252", "mixed"),
        help="how its text is encoded; found out if not given",
    )
    command.add_argument(
        "--delimiter",
        choices=(",", ";", "|", "tab"),
        help="what stands between its cells; found out if not given",
    )
    command.add_argument(
        "--dates", choices=("dmy", "mdy", "ymd"), help="the order in dates of digits alone"
    )
    command.add_argument("--only-good", action="store_true", help="leave faulty lines out")


def _add_pictures(command: argparse.ArgumentParser) -> None:
    command.add_argument("target", metavar="DIR", type=path_of, help="the folder for them")
    command.add_argument(
        "--theme", choices=("light", "dark"), default="light", help="how the window looks"
    )
    command.add_argument(
        "--size",
        type=_size,
        default="1280x800",
        metavar="WIDTHxHEIGHT",
        help="how large it is, in pixels",
    )


def _size(text: str) -> tuple[int, int]:
    found = _SIZE.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError("write the size like 1280x800")
    return int(found[1]), int(found[2])
