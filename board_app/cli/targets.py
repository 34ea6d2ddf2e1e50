"""Where output may go: never onto a board, an input, a device, or a file of another kind."""

import os
from collections.abc import Iterator
from pathlib import Path

from board_app.cli.arguments import Arguments
from board_app.documents.files import refuse_unfit
from board_app.domain.errors import Refused
from board_app.domain.words import joined

_PDF = (".pdf",)
_ENDINGS = {
    **dict.fromkeys(("agenda", "minutes", "register", "review", "papers", "book", "sign"), _PDF),
    "clearance": (".pdf", ".docx"),
    "transfer": (".zip",),
    "markings": (".json",),
}
_TEXT_ENDINGS = {"table": (".txt", ".text", ""), "csv": (".csv",), "json": (".json",)}
_OUTPUT = "output"


def refuse_unsafe(arguments: Arguments) -> None:
    """Raise Refused or StorageUnavailable for an output that would cost somebody a file."""
    target = arguments.output
    if target is None:
        return
    for one in _inputs(arguments):
        if _is_same(one, target) and one is not arguments.onto:
            what = "the board itself" if one is arguments.file else f"{one.name}, which is read"
            raise Refused(f"The output would overwrite {what}. Choose another name.")
    if writes_folder(arguments):
        return
    refuse_unfit(target)
    refuse_ending(target, endings_of(arguments))
    refuse_taken(target, arguments)


def _is_same(one: Path, other: Path) -> bool:
    """Tell whether two names are of one file, be it by links or by the case of letters."""
    if os.path.realpath(one) == os.path.realpath(other):  # which takes links in a circle, too
        return True
    return one.exists() and other.exists() and one.samefile(other)


def refuse_taken(target: Path, arguments: Arguments) -> None:
    """Raise for a file that is there already, unless it is to be replaced and may be."""
    refuse_unfit(target)
    if target.exists() and not arguments.replace and not _is_added_to(target, arguments):
        raise Refused(
            f"There is a file {target.name} already. Choose another name, or say --replace to "
            "write over it."
        )


def _is_added_to(target: Path, arguments: Arguments) -> bool:
    """Tell whether a signature is added to the very file: nothing of it is lost."""
    return arguments.onto is not None and _is_same(arguments.onto, target)


def writes_folder(arguments: Arguments) -> bool:
    """Tell whether the output is a folder with a file for each agency."""
    is_for_all = arguments.command == "papers" and arguments.kind == "follow-up"
    return arguments.each or (is_for_all and arguments.agency is None)


def endings_of(arguments: Arguments) -> tuple[str, ...]:
    """Return the endings that the output may have, none if any will do."""
    match arguments.command:
        case "export":
            return (".csv", ".xlsx") if arguments.list_name is not None else (".json",)
        case "actions":
            return _TEXT_ENDINGS[arguments.format]
        case "attached" if arguments.tab is None:
            return _TEXT_ENDINGS[arguments.format]
        case command:
            return _ENDINGS.get(command, ())


def refuse_ending(target: Path, endings: tuple[str, ...]) -> None:
    """Raise Refused for a name with another ending than what is written has."""
    if endings and target.suffix.lower() not in endings:
        names = [f"{target.stem or 'name'}{ending}" for ending in endings if ending]
        raise Refused(
            f"{target.name} has not the ending of what is written. Name the output like "
            f"{joined(names, last='or')}."
        )


def _inputs(arguments: Arguments) -> Iterator[Path]:
    for name, value in vars(arguments).items():
        if name != _OUTPUT:
            values = value if isinstance(value, list) else [value]
            yield from (one for one in values if isinstance(one, Path))
