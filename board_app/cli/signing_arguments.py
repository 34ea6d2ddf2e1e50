"""What can be said of signatures on the command line; no secret ever is."""

import argparse
from pathlib import Path

from board_app.cli.argument_parts import add_output

_REFERENCE = "like 2015-06, or next, or last"
_CODES = (
    "Exit codes: 0 every signature is valid, 1 changed after signing or not readable, 2 usage, "
    "3 cannot tell (nobody trusted vouches for a signer, or no issuer answered), 4 not signed at "
    "all, 5 the certificate was withdrawn. Without --revocation nothing is asked of the network."
)


def add_sign(command: argparse.ArgumentParser) -> None:
    command.add_argument("--meeting", metavar="REF", required=True, help=_REFERENCE)
    key = command.add_mutually_exclusive_group(required=True)
    key.add_argument("--key", metavar="P12", type=Path, help="a key file (.p12 or .pfx)")
    key.add_argument(
        "--driver", metavar="LIB", default="", help="the driver of a card or token (PKCS#11)"
    )
    command.add_argument(
        "--key-passphrase-file",
        metavar="PATH",
        type=Path,
        help="a file with the passphrase of the key file alone; else it is asked for",
    )
    command.add_argument("--token", metavar="NAME", default="", help="the name of the token")
    command.add_argument(
        "--certificate", metavar="NAME", default="", help="the name of its certificate and key"
    )
    command.add_argument(
        "--pin-file", metavar="PATH", type=Path, help="a file with the PIN alone; else it is asked"
    )
    command.add_argument(
        "--stamp-server", metavar="URL", default="", help="a time-stamp server (RFC 3161)"
    )
    command.add_argument(
        "--line",
        type=int,
        metavar="N",
        help="1 in the chair, 2 for the secretariat; else the first that nobody signed",
    )
    command.add_argument(
        "--onto",
        metavar="PDF",
        type=Path,
        help="these minutes as somebody else signed them; with -o the same file it is added there",
    )
    add_output(command, "PDF")


def add_verify(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    purpose = "check the signatures of any PDF"
    command = commands.add_parser(
        "verify",
        help=purpose,
        description=f"Check the signatures of any PDF. {_CODES}",
        allow_abbrev=False,
    )
    command.add_argument("pdf", metavar="PDF", type=Path)
    command.add_argument(
        "--trust",
        metavar="CERT",
        type=Path,
        action="append",
        default=[],
        help="the certificate of an issuer, trusted this once beside those of Settings",
    )
    command.add_argument(
        "--revocation",
        action="store_true",
        help="ask those who vouch for the signers, over the network, whether they withdrew a "
        "certificate",
    )
    command.add_argument("--format", choices=("table", "json"), default="table")
