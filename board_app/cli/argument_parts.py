"""What the commands of the command line have in common: a board, and its passphrase."""

import argparse
from pathlib import Path
from typing import Any

from typing_extensions import override

from board_app.domain.errors import Invalid
from board_app.services.served import is_address, place_of


class Sentences(argparse.HelpFormatter):
    """Writes each help as a sentence, and what holds where an option is not given."""

    @override
    def _get_help_string(self, action: argparse.Action) -> str:
        text = action.help or ""
        if not text:
            return ""
        whole = f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "…")) else ".")
        is_told = action.option_strings and action.nargs != 0
        if is_told and isinstance(action.default, str) and action.default:
            whole += " Not given: %(default)s."
        return whole


class Parser(argparse.ArgumentParser):
    """A parser whose options are never cut short; that of a command is one too."""

    def __init__(self, **wanted: Any) -> None:  # Any: what argparse takes
        super().__init__(**{**wanted, "formatter_class": Sentences, "allow_abbrev": False})


class _Board(argparse.Action):
    """Takes a path, or the address of a served board."""

    @override
    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        text = str(values)
        if not text.strip():
            parser.error("name the board file")
        try:
            namespace.place = place_of(text) if is_address(text) else None
        except Invalid as fault:
            parser.error(fault.message)
        namespace.file = Path(text if namespace.place is None else namespace.place.database)


def path_of(text: str) -> Path:
    """Return a path for argparse; raises its error for no name at all, which means “here”."""
    if not text.strip():
        raise argparse.ArgumentTypeError("name a file")
    return Path(text)


def add_output(
    command: argparse.ArgumentParser, kind: str, purpose: str = "", *, is_required: bool = True
) -> None:
    """Add where the output goes, and whether a file there may be replaced."""
    command.add_argument(
        *("-o", "--output"),
        metavar=kind,
        type=path_of,
        required=is_required,
        help=purpose or f"the {kind} file to be written",
    )
    command.add_argument(
        "--replace", action="store_true", help="write over an output that is there already"
    )


def add_command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, purpose: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name, help=purpose, description=f"{purpose[:1].upper()}{purpose[1:]}."
    )
    command.add_argument(
        "file",
        metavar="FILE",
        action=_Board,
        help="the board file, or a served board like postgresql://login@host/board",
    )
    return command


def add_opening(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, purpose: str
) -> argparse.ArgumentParser:
    command = add_command(commands, name, purpose)
    command.add_argument(
        "--passphrase-file", metavar="PATH", type=path_of, help="a file with the passphrase alone"
    )
    return command
