"""What can be said of markings on the command line: whom a paper is for, which scheme holds."""

import argparse

from board_app.cli.argument_parts import add_output, path_of


def add_release(command: argparse.ArgumentParser) -> None:
    """Add whom a paper is for."""
    command.add_argument(
        "--ceiling",
        metavar="LEVEL",
        help="refuse portions above this level of the board's scheme, like u or cui",
    )
    command.add_argument(
        "--release-to", metavar="CODES", help="countries that get it, like “GBR, AUS”"
    )
    command.add_argument(
        "--releasable",
        action="store_true",
        help="with --ceiling or --release-to: leave out what may not go so far, do not refuse",
    )
    add_printing(command)


def add_printing(command: argparse.ArgumentParser) -> None:
    """Add how a paper is printed this once; the board's settings hold without a word."""
    command.add_argument(
        "--paper",
        dest="sheet_of_paper",
        choices=("a4", "letter"),
        help="the sheet, for this print; else as the board's settings say",
    )
    command.add_argument(
        "--language",
        choices=("en", "fr"),
        help="of headings and dates, for this print; else as the board's settings say",
    )


def add_markings(command: argparse.ArgumentParser) -> None:
    """Add which scheme is to be in force, and what becomes of terms that it lacks."""
    which = command.add_mutually_exclusive_group()
    which.add_argument("--load", metavar="JSON", type=path_of, help="a scheme of one's own")
    which.add_argument("--use", choices=("cui-1", "sbu-1"), help="a scheme that ships")
    command.add_argument(
        "--becomes",
        metavar="OLD=NEW",
        action="append",
        help="what becomes of a term that the new scheme lacks, like CUI=SBU; say it for each",
    )
    command.add_argument("--dry-run", action="store_true", help="say what would happen, no more")
    add_output(command, "JSON", "write the scheme in force, to edit it", is_required=False)
