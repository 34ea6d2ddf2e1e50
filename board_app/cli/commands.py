"""What each command does, over the services that the window uses."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from board_app import bootstrap, window
from board_app.cli import asking, founding, output
from board_app.cli.arguments import Arguments
from board_app.domain import words
from board_app.domain.base import RecordId
from board_app.domain.errors import NotFound, Refused
from board_app.services.country_rows import ReviewRow
from board_app.services.reading import ActionFilter
from board_app.services.rows import ActionRow, MeetingRow
from board_app.services.scheme import scheme_of
from board_app.services.session import Session

if TYPE_CHECKING:
    from board_app.services.papers.release import Release

_PAGE = 500


def run(arguments: Arguments) -> None:
    """Carry out the command; raises the known errors."""
    if arguments.place is not None and arguments.command in _OF_A_FILE:
        raise Refused(f"{arguments.command} is for a board file, not for a served board.")
    _RUNS[arguments.command](arguments)


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


def _agenda(arguments: Arguments) -> None:
    _write_paper(arguments, bootstrap.write_agenda)


def _minutes(arguments: Arguments) -> None:
    _write_paper(arguments, partial(bootstrap.write_minutes, variant=arguments.variant))


def _register(arguments: Arguments) -> None:
    target = _wanted_target(arguments)
    with _opened(arguments) as session:
        agency_id = _agency(session, arguments.agency)
        bootstrap.write_register(
            session,
            target,
            extent=arguments.extent,
            agency_id=agency_id,
            form=arguments.form,
            release=_release(session, arguments),
        )
    output.say(f"Wrote {target}: the action register")


def _review(arguments: Arguments) -> None:
    target = _wanted_target(arguments)
    with _opened(arguments) as session:
        review = _found_review(session, arguments.review or "")
        bootstrap.write_review(session, review.id, target, release=_release(session, arguments))
    output.say(f"Wrote {target}: country review {review.reference}")


def _found_review(session: Session, reference: str) -> ReviewRow:
    """Return the review of a reference; raises NotFound."""
    for row in session.reading.countries.reviews():
        if row.reference == reference.upper():
            return row
    sought = output.visible(reference)
    raise NotFound(f"There is no review {sought}. The window lists them under Countries.")


def _papers(arguments: Arguments) -> None:
    from board_app.cli import papers  # noqa: PLC0415  (read by this command alone)

    papers.refuse_strangers(arguments)
    target = _wanted_target(arguments)
    with _opened(arguments) as session:
        wanted = papers.wanted(
            arguments,
            agency_id=_agency(session, arguments.agency),
            of_meeting=lambda reference: _meeting(session, reference).id,
            of_review=lambda reference: _found_review(session, reference).id,
        )
        release = _release(session, arguments)
        told = bootstrap.write_paper(session, wanted, target, release=release)
    output.say(f"Wrote {target}: {told or arguments.kind}")


def _export(arguments: Arguments) -> None:
    from board_app.cli import taking_out  # noqa: PLC0415  (read by few commands)

    target = _wanted_target(arguments)
    with _opened(arguments) as session:
        taking_out.export(session, arguments, target)


def _attach(arguments: Arguments) -> None:
    from board_app.cli import attaching  # noqa: PLC0415  (read by few commands)

    paper = attaching.read(arguments.paper)
    with _opened(arguments) as session:
        agencies = [_agency(session, code) for code in arguments.withhold]
        attaching.attach(
            session,
            paper,
            _meeting(session, arguments.meeting or ""),
            arguments,
            withheld=tuple(one for one in agencies if one is not None),
        )


def _attached(arguments: Arguments) -> None:
    from board_app.cli import attaching  # noqa: PLC0415  (read by few commands)

    target = _target(arguments)
    with _opened(arguments) as session:
        attaching.papers(
            session,
            _meeting(session, arguments.meeting or ""),
            arguments,
            agency_id=_agency(session, arguments.agency),
            target=target,
        )


def _clearance(arguments: Arguments) -> None:
    from board_app.cli import clearing  # noqa: PLC0415  (read by few commands)

    target = _wanted_target(arguments)
    with _opened(arguments) as session:
        clearing.write(session, _meeting(session, arguments.meeting or ""), target)


def _comments(arguments: Arguments) -> None:
    from board_app.cli import clearing  # noqa: PLC0415  (as above)
    from board_app.exchange.comments import read_comments  # noqa: PLC0415

    found = read_comments(arguments.returned)
    with _opened(arguments) as session:
        clearing.take_in(
            session,
            _meeting(session, arguments.meeting or ""),
            found,
            agency_id=clearing.must_be_named(_agency(session, arguments.agency)),
            arguments=arguments,
        )


def _write_paper(arguments: Arguments, write: Callable[..., object]) -> None:
    target = _wanted_target(arguments)
    with _opened(arguments) as session:
        meeting = _meeting(session, arguments.meeting or "")
        write(session, meeting.id, target, release=_release(session, arguments))
        output.say(f"Wrote {target}: {arguments.command} of meeting {meeting.reference}")


def _release(session: Session, arguments: Arguments) -> "Release":
    """Return whom a paper is for; without a word about it, up to the board's ceiling."""
    from board_app.services.papers.release import release_of  # noqa: PLC0415  (few commands)

    board = session.board()
    scheme = scheme_of(board)
    level = board.ceiling
    if arguments.ceiling is not None:
        asked = scheme.rank_of(arguments.ceiling.strip().upper())
        if asked is None:
            known = words.joined([one.code.lower() for one in scheme.levels], last="or")
            raise Refused(f"Write the ceiling as a level of the board's scheme: {known}.")
        level = asked
    return release_of(scheme, level, arguments.release_to, leaves_out=arguments.releasable)


def _markings(arguments: Arguments) -> None:
    from board_app.cli import marking  # noqa: PLC0415  (read by this command alone)

    with _opened(arguments) as session:
        marking.markings(session, arguments)


def _meeting(session: Session, reference: str) -> MeetingRow:
    """Return the meeting that a reference means; raises NotFound."""
    meetings = session.reading.meetings
    today = session.board().today
    if reference.lower() == "next":
        found = meetings.next_meeting(today)
        missing = "There is no meeting ahead. Open one in the window, or name one like 2015-06."
    elif reference.lower() == "last":
        found = meetings.last_meeting(today)
        missing = "No meeting was held yet. Name one like 2015-06, or ask for next."
    else:
        return meetings.by_reference(reference.upper())
    if found is None:
        raise NotFound(missing)
    return found


def _actions(arguments: Arguments) -> None:
    target = _target(arguments)
    with _opened(arguments) as session:
        board = session.board()
        today, scheme = board.today, scheme_of(board)
        wanted = ActionFilter(
            agency_id=_agency(session, arguments.agency),
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


def _agency(session: Session, wanted: str | None) -> RecordId | None:
    if wanted is None:
        return None
    agencies = session.reading.directory.agencies(session.board().today, archived=True)
    sought = wanted.casefold()
    for agency in agencies:
        if sought in (agency.code, agency.abbreviation.casefold(), agency.name.casefold()):
            return agency.id
    known = ", ".join(output.visible(agency.abbreviation) for agency in agencies)
    raise NotFound(f"There is no agency {output.visible(wanted)}. There are: {known}.")


def _import(arguments: Arguments) -> None:
    # Its rooms are read by this command alone.
    from board_app.cli import keeping, taking_in  # noqa: PLC0415
    from board_app.exchange.files import read_table  # noqa: PLC0415
    from board_app.services.progress import Progress  # noqa: PLC0415

    table = read_table(arguments.table, taking_in.how_to_read(arguments), Progress())
    with _opened(arguments) as session:
        taking_in.take_in(
            session, table, arguments, back_up=partial(keeping.back_up_before_import, session)
        )


def _check(arguments: Arguments) -> None:
    with _opened(arguments) as session:
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
    with _opened(arguments) as session:
        session.store.backup(target)
    output.say(f"Wrote {target}: a copy that was opened and checked.")


def _pictures(arguments: Arguments) -> None:
    _must_be_there(arguments.file)
    window.take_pictures(
        arguments.file,
        asking.passphrase(arguments.passphrase_file),
        arguments.target,
        theme=arguments.theme,
        size=arguments.size,
    )
    output.say(f"Wrote the pictures to {arguments.target}")


@contextmanager
def _opened(arguments: Arguments) -> Iterator[Session]:
    clock = bootstrap.clock_from_environment()
    if arguments.place is not None:
        # A certificate or Kerberos may let it in without a passphrase.
        known = asking.given_passphrase(arguments.passphrase_file)
        session = bootstrap.open_served(arguments.place, known, clock)
    else:
        _must_be_there(arguments.file)
        secret = asking.passphrase(arguments.passphrase_file)
        session = bootstrap.open_board(arguments.file, secret, clock)
    try:
        yield session
    finally:
        session.store.close()


def _must_be_there(file: Path) -> None:
    """Raise NotFound before anybody types a passphrase in vain."""
    if not file.exists():
        raise NotFound(f"There is no file {file.name} here. Was it moved or renamed?")


def _wanted_target(arguments: Arguments) -> Path:
    target = _target(arguments)
    if target is None:
        raise Refused("Say with -o where the file is to go.")
    return target


def _target(arguments: Arguments) -> Path | None:
    target = arguments.output
    if target is not None and target.resolve() == arguments.file.resolve():
        raise Refused("The output would overwrite the board itself. Choose another name.")
    return target


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

_RUNS: Mapping[str, Callable[[Arguments], None]] = {
    "sample": _sample,
    "new": _new,
    "agenda": _agenda,
    "minutes": _minutes,
    "actions": _actions,
    "register": _register,
    "review": _review,
    "papers": _papers,
    "import": _import,
    "attach": _attach,
    "attached": _attached,
    "export": _export,
    "markings": _markings,
    "clearance": _clearance,
    "comments": _comments,
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
