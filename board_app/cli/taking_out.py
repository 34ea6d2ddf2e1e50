"""Lists and the whole board out of the file, and a new file out of such an export."""

from pathlib import Path

from board_app import bootstrap
from board_app.cli import asking, output
from board_app.cli.arguments import Arguments
from board_app.documents.files import write_whole
from board_app.domain.errors import Refused
from board_app.domain.words import count
from board_app.services.session import Session

_NOT_ENCRYPTED = "It is not encrypted: keep it where you would keep the board's papers."


def export(session: Session, arguments: Arguments, target: Path) -> None:
    """Write a list, the schema, or the whole board; raises NotFound or Refused."""
    if arguments.schema:
        write_whole(bootstrap.board_schema(), target)
        output.say(f"Wrote {target}: the JSON schema of an exported board")
    elif arguments.list_name is not None:
        written = bootstrap.write_list(session, arguments.list_name, target)
        output.say(f"Wrote {target}: {count(written.rows, 'row')}")
        if written.altered:
            output.say(f"{count(written.altered, 'cell')} altered, so that nothing runs or breaks.")
    else:
        bootstrap.export_board(session, target)
        output.say(f"Wrote {target}: the whole board. {_NOT_ENCRYPTED}")


def found_from(arguments: Arguments, source: Path) -> None:
    """Make a board file of an exported one; raises Refused, and then nothing is left behind."""
    if arguments.file.exists():
        raise Refused(f"There is a file {arguments.file.name} already. Choose another name.")
    secret = asking.new_passphrase(arguments.passphrase_file)
    bootstrap.board_from(
        arguments.file, source, secret, bootstrap.clock_from_environment()
    ).store.close()
