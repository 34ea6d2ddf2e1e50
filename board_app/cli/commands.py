"""What each command does, over the services that the window uses."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from board_app import window
from board_app.cli import asking, founding, output, paper_commands, targets
from board_app.cli.arguments import Arguments
from board_app.cli.finding import found_agency, must_be_there, opened, wanted_target
from board_app.documents.files import made_folder
from board_app.domain import words
from board_app.domain.errors import Refused
from board_app.services.reading import ActionFilter
from board_app.services.rows import ActionRow
from board_app.services.scheme import scheme_of
from board_app.services.session import Session

_PAGE = 500


def run(arguments: Arguments) -> int:
    """Carry out the command and return its exit code; raises the known errors."""
    if arguments.place is not None and arguments.command in _OF_A_FILE:
        raise Refused(f"{arguments.command} is for a board file, not for a served board.")
    targets.refuse_unsafe(arguments)
    return _RUNS[arguments.command](arguments) or 0


def _sample(arguments: Arguments) -> None:
    from board_app import sample  # noqa: PLC0415  (the story is read by this command alone)

    sample.build_sample(arguments.file).store.close()
    output.say(f"Made {arguments.file}. Its passphrase is: {sample.PASSPHRASE}")


def _new(arguments: Arguments) -> None:
    if arguments.source is not None:
        from board_app.cli import taking_out  # noqa: PLC0415  (read by few commands)

        taking_out.found_from(arguments, arguments.source)
    else:
        founding.found(arguments)
    output.say(f"Made {arguments.file}. Open it with: board-app {arguments.file}")


def _export(arguments: Arguments) -> None:
    from board_app.cli import taking_out  # noqa: PLC0415  (read by few commands)

    target = wanted_target(arguments)
    with opened(arguments) as session:
        taking_out.export(session, arguments, target)


def _actions(arguments: Arguments) -> None:
    target = arguments.output
    with opened(arguments) as session:
        board = session.board()
        today, scheme = board.today, scheme_of(board)
        wanted = ActionFilter(
            agency_id=found_agency(session, arguments.agency),
            live=arguments.overdue,
            due_before=today if arguments.overdue else None,
        )
        rows = list(_all(session, wanted))
    match arguments.format:
        case "csv":
            text = output.as_csv(rows, today, scheme)
        case "json":
            text = output.as_json(rows, today, scheme)
        case _:
            rows.sort(key=lambda row: not row.status.is_live)  # what is closed is looked up
            width = output.line_width() if target is None else None
            text = output.as_table(rows, today, width=width)
    output.emit(text, target)
    if target is not None:
        output.say(f"Wrote {target}: {words.count(len(rows), 'action item')}")


def _all(session: Session, wanted: ActionFilter) -> Iterator[ActionRow]:
    after: ActionRow | None = None
    while True:
        page = session.reading.actions.actions(wanted, after=after, limit=_PAGE)
        yield from page
        if len(page) < _PAGE:
            return
        after = page[-1]


def _import(arguments: Arguments) -> None:
    # Its rooms are read by this command alone.
    from board_app.cli import keeping, taking_in  # noqa: PLC0415
    from board_app.exchange.files import read_table  # noqa: PLC0415
    from board_app.services.progress import Progress  # noqa: PLC0415

    table = read_table(arguments.table, taking_in.how_to_read(arguments), Progress())
    with opened(arguments) as session:
        taking_in.take_in(
            session, table, arguments, back_up=partial(keeping.back_up_before_import, session)
        )


def _check(arguments: Arguments) -> None:
    with opened(arguments) as session:
        faults = session.store.faults()
    for fault in faults:
        output.say(output.visible(fault))
    if faults:
        raise Refused(
            f"{arguments.file.name} is damaged: {words.count(len(faults), 'fault')} found. "
            "Open the last backup instead."
        )
    if arguments.place is not None:
        output.say(f"{arguments.file.name} is sound: all records and the whole history.")
        return
    output.say(f"{arguments.file.name} is sound: all pages, all records and the whole history.")


def _backup(arguments: Arguments) -> None:
    target = arguments.target
    if target.is_dir():
        raise Refused(f"{target} is a folder. Name the file for the copy, like {target}/copy.board")
    with opened(arguments) as session:
        session.store.backup(target)
    output.say(f"Wrote {target}: a copy that was opened and checked.")


def _pictures(arguments: Arguments) -> None:
    must_be_there(arguments.file)
    made_folder(arguments.target)
    window.take_pictures(
        arguments.file,
        asking.passphrase(arguments.passphrase_file),
        arguments.target,
        theme=arguments.theme,
        size=arguments.size,
    )
    output.say(f"Wrote the pictures to {arguments.target}")


def _kept(name: str) -> Callable[[Arguments], None]:
    def run(arguments: Arguments) -> None:
        from board_app.cli import keeping  # noqa: PLC0415  (read by few commands)

        command: Callable[[Arguments], None] = getattr(keeping, name)
        command(arguments)

    return run


def _served(name: str) -> Callable[[Arguments], None]:
    def run(arguments: Arguments) -> None:
        from board_app.cli import serving  # noqa: PLC0415  (psycopg, for these alone)

        command: Callable[[Arguments], None] = getattr(serving, name)
        command(arguments)

    return run


_OF_A_FILE = frozenset(
    {*("sample", "new", "pictures", "promote", "demote"), *("backups", "restore", "passphrase")}
)


def _sign(arguments: Arguments) -> None:
    from board_app.cli import signing  # noqa: PLC0415  (read by few commands)

    signing.sign(arguments)


def _verify(arguments: Arguments) -> int:
    from board_app.cli import signing  # noqa: PLC0415  (read by few commands)

    return signing.verify(arguments)


_RUNS: Mapping[str, Callable[[Arguments], int | None]] = {
    "sample": _sample,
    "new": _new,
    "agenda": paper_commands.agenda,
    "minutes": paper_commands.minutes,
    "actions": _actions,
    "register": paper_commands.register,
    "review": paper_commands.review,
    "papers": paper_commands.papers,
    "book": paper_commands.book,
    "import": _import,
    "attach": paper_commands.attach,
    "attached": paper_commands.attached,
    "export": _export,
    "markings": paper_commands.markings,
    "clearance": paper_commands.clearance,
    "comments": paper_commands.comments,
    "transfer": paper_commands.transfer,
    "sign": _sign,
    "verify": _verify,
    "check": _check,
    "backup": _backup,
    "backups": _kept("backups"),
    "restore": _kept("restore"),
    "passphrase": _kept("passphrase"),
    "pictures": _pictures,
    "serve-schema": _served("serve_schema"),
    "promote": _served("promote"),
    "demote": _served("demote"),
    "account": _served("account"),
}
