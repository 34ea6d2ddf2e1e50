"""What can be said of papers on the command line."""

import argparse

from board_app.cli.argument_parts import add_opening, add_output, path_of
from board_app.cli.marking_arguments import add_printing, add_release

PAPERS = (
    *("agenda", "minutes", "review", "register", "decisions"),
    *("watch-list", "follow-up", "attendance"),
)


_REFERENCE = "like 2015-06, or next, or last"


def rank(text: str) -> int:
    if text.isascii() and text.isdecimal() and len(text) == 1:
        return int(text)
    try:
        return {"u": 0, "cui": 1}[text.lower()]
    except KeyError:
        raise argparse.ArgumentTypeError("write u or cui, or the rank of a level") from None


def add_paper(command: argparse.ArgumentParser) -> None:
    command.add_argument("--meeting", metavar="REF", required=True, help=_REFERENCE)
    add_output(command, "PDF")
    add_release(command)


def add_book(command: argparse.ArgumentParser) -> None:
    command.add_argument("--meeting", metavar="REF", required=True, help=_REFERENCE)
    whose = command.add_mutually_exclusive_group()
    whose.add_argument("--agency", help="without what is withheld from this agency, like State")
    whose.add_argument("--each", action="store_true", help="one for each agency, into the folder")
    command.add_argument(
        "--supplement", action="store_true", help="the papers that came after the agenda was out"
    )
    add_output(command, "OUT", "a PDF, or a folder with --each")
    add_release(command)


def add_attach(command: argparse.ArgumentParser) -> None:
    command.add_argument("paper", metavar="PAPER", type=path_of, help="a PDF, PNG or JPEG file")
    command.add_argument("--meeting", metavar="REF", required=True, help=_REFERENCE)
    command.add_argument("--item", metavar="N", type=int, required=True, help="its number, from 1")
    command.add_argument("--title", help="what it is called; else the file's name")
    command.add_argument("--note", help="what the board is to know of it")
    command.add_argument(
        "--marking",
        metavar="LEVEL",
        help="a level of the board's scheme, like u or cui; unclassified if neither this nor a "
        "page of the paper says more",
    )
    command.add_argument(
        "--withhold",
        metavar="AGENCY",
        action="append",
        default=[],
        help="an agency that may not see it; may be said several times",
    )


def add_attached(command: argparse.ArgumentParser) -> None:
    command.add_argument("--meeting", metavar="REF", required=True, help=_REFERENCE)
    command.add_argument("--item", metavar="N", type=int, default=0, help="of this item alone")
    command.add_argument("--agency", help="only what this agency may see")
    command.add_argument("--tab", metavar="A", help="write this paper of the item to OUT")
    command.add_argument(
        "--format", choices=("table", "json"), default="table", help="how it is written"
    )
    add_output(command, "OUT", "a file instead of the screen", is_required=False)


def add_minutes(command: argparse.ArgumentParser) -> None:
    add_paper(command)
    command.add_argument(
        "--as",
        dest="variant",
        choices=("attributed", "non-attributed", "draft"),
        default="attributed",
        help="who said what, positions counted only, or with numbered lines",
    )


def add_clearance(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    record = add_opening(commands, "clearance", "write the clearance record of minutes")
    record.add_argument("--meeting", metavar="REF", required=True, help=_REFERENCE)
    purpose = "a .pdf for the record, a .docx for the text that is commented on"
    add_output(record, "OUT", purpose)
    add_printing(record)
    back = add_opening(commands, "comments", "import the comments of a text that came back")
    back.add_argument("returned", metavar="DOCX", type=path_of, help="the text that came back")
    back.add_argument("--meeting", metavar="REF", required=True, help=_REFERENCE)
    back.add_argument("--agency", required=True, help="whose comments these are, like State")
    back.add_argument(
        "--position",
        dest="answer",
        choices=("concur", "comment", "non_concur"),
        help="what the agency says to the text as a whole",
    )
    back.add_argument("--note", help="why, for a non-concur")
    back.add_argument("--dry-run", action="store_true", help="say what would be added, no more")


def add_register(command: argparse.ArgumentParser) -> None:
    command.add_argument("--agency", help="lead or supporting agency, like State")
    which = command.add_mutually_exclusive_group()
    for extent, purpose in (
        ("all", "closed ones too"),
        ("changed", "what is new, moved, closed or reported since the last meeting"),
    ):
        which.add_argument(
            f"--{extent}", dest="extent", action="store_const", const=extent, help=purpose
        )
    command.set_defaults(extent="open")
    _add_form(command)
    add_output(command, "PDF")
    add_release(command)


def _add_form(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--full",
        dest="form",
        action="store_const",
        const="full",
        default="compact",
        help="columns with deliverable and measure instead of the compact form",
    )


def add_papers(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "kind", metavar="PAPER", choices=PAPERS, help=f"one of {', '.join(PAPERS)}"
    )
    command.add_argument("--meeting", metavar="REF", help=f"agenda, minutes: {_REFERENCE}")
    command.add_argument("--review", metavar="REF", help="review: like R-2015-01")
    command.add_argument(
        "--agency", help="register, follow-up: like State; follow-up of all without it"
    )
    command.add_argument("--year", type=_year, help="decisions, attendance: like 2015")
    command.add_argument(
        "--extent", choices=("open", "all", "changed"), default="open", help="register: which items"
    )
    _add_form(command)
    add_output(command, "PDF", "the file; a folder for follow-up of all agencies")
    add_release(command)


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4 and text >= "0001"):
        raise argparse.ArgumentTypeError("write the year like 2015")
    return int(text)


def add_review(command: argparse.ArgumentParser) -> None:
    command.add_argument("--review", metavar="REF", required=True, help="like R-2015-01")
    add_output(command, "PDF")
    add_release(command)


def add_transfer(command: argparse.ArgumentParser) -> None:
    command.add_argument("--year", type=_year, required=True, help="like 2015")
    command.add_argument("--schedule", default="", help="the records schedule, like DAA-0059-…")
    add_output(command, "ZIP")
