"""What the commands about papers do: written, attached, cleared, marked."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from board_app import bootstrap
from board_app.cli import output, targets
from board_app.cli.arguments import Arguments
from board_app.cli.finding import found_agency, found_meeting, level_named, opened, wanted_target
from board_app.domain.errors import NotFound, Refused
from board_app.services.country_rows import ReviewRow
from board_app.services.scheme import scheme_of
from board_app.services.session import Session

if TYPE_CHECKING:
    from board_app.services.papers.kinds import Wanted
    from board_app.services.papers.release import Release


def agenda(arguments: Arguments) -> None:
    _write_paper(arguments, bootstrap.write_agenda)


def minutes(arguments: Arguments) -> None:
    _write_paper(arguments, partial(bootstrap.write_minutes, variant=arguments.variant))


def register(arguments: Arguments) -> None:
    target = wanted_target(arguments)
    with opened(arguments) as session:
        agency_id = found_agency(session, arguments.agency)
        bootstrap.write_register(
            session,
            target,
            extent=arguments.extent,
            agency_id=agency_id,
            form=arguments.form,
            release=_release(session, arguments),
        )
    output.say(f"Wrote {target}: the action register")


def review(arguments: Arguments) -> None:
    target = wanted_target(arguments)
    with opened(arguments) as session:
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


def papers(arguments: Arguments) -> None:
    from board_app.cli import papers as asked  # noqa: PLC0415  (read by this command alone)

    asked.refuse_strangers(arguments)
    target = wanted_target(arguments)
    with opened(arguments) as session:
        wanted = asked.wanted(
            arguments,
            agency_id=found_agency(session, arguments.agency),
            of_meeting=lambda reference: found_meeting(session, reference).id,
            of_review=lambda reference: _found_review(session, reference).id,
        )
        if targets.writes_folder(arguments):
            told = _write_copies(session, wanted, arguments)
        else:
            release = _release(session, arguments)
            bootstrap.write_paper(session, wanted, target, release=release)
            told = arguments.kind
    output.say(f"Wrote {target}: {told}")


def _write_copies(session: Session, wanted: "Wanted", arguments: Arguments) -> str:
    """Write a paper for each agency into the folder of the output."""
    folder = wanted_target(arguments)
    drafts = bootstrap.draft_copies(session, wanted, _release(session, arguments))
    for draft in drafts:
        targets.refuse_taken(folder / draft.name, arguments)
    return bootstrap.write_copies(drafts, folder)


def book(arguments: Arguments) -> None:
    from board_app.services.papers.kinds import PaperKind, Wanted  # noqa: PLC0415  (as above)

    target = wanted_target(arguments)
    with opened(arguments) as session:
        meeting = found_meeting(session, arguments.meeting or "")
        wanted = Wanted(
            kind=PaperKind.SUPPLEMENT if arguments.supplement else PaperKind.BOOK,
            id=meeting.id,
            agency_id=found_agency(session, arguments.agency),
        )
        if arguments.each:
            told = _write_copies(session, wanted, arguments)
        else:
            release = _release(session, arguments)
            bootstrap.write_paper(session, wanted, target, release=release)
            what = "supplement to the board book" if arguments.supplement else "board book"
            told = f"{what} of meeting {meeting.reference}"
    output.say(f"Wrote {target}: {told}")


def attach(arguments: Arguments) -> None:
    from board_app.cli import attaching  # noqa: PLC0415  (read by few commands)

    paper = attaching.read(arguments.paper)
    with opened(arguments) as session:
        agencies = [found_agency(session, code) for code in arguments.withhold]
        attaching.attach(
            session,
            paper,
            found_meeting(session, arguments.meeting or ""),
            arguments,
            withheld=tuple(one for one in agencies if one is not None),
        )


def attached(arguments: Arguments) -> None:
    from board_app.cli import attaching  # noqa: PLC0415  (read by few commands)

    target = arguments.output
    with opened(arguments) as session:
        attaching.papers(
            session,
            found_meeting(session, arguments.meeting or ""),
            arguments,
            agency_id=found_agency(session, arguments.agency),
            target=target,
        )


def clearance(arguments: Arguments) -> None:
    from board_app.cli import clearing  # noqa: PLC0415  (read by few commands)

    target = wanted_target(arguments)
    with opened(arguments) as session:
        clearing.write(session, found_meeting(session, arguments.meeting or ""), target)


def comments(arguments: Arguments) -> None:
    from board_app.cli import clearing  # noqa: PLC0415  (as above)
    from board_app.exchange.comments import read_comments  # noqa: PLC0415

    found = read_comments(arguments.returned)
    with opened(arguments) as session:
        clearing.take_in(
            session,
            found_meeting(session, arguments.meeting or ""),
            found,
            agency_id=clearing.must_be_named(found_agency(session, arguments.agency)),
            arguments=arguments,
        )


def _write_paper(arguments: Arguments, write: Callable[..., object]) -> None:
    target = wanted_target(arguments)
    with opened(arguments) as session:
        meeting = found_meeting(session, arguments.meeting or "")
        write(session, meeting.id, target, release=_release(session, arguments))
        output.say(f"Wrote {target}: {arguments.command} of meeting {meeting.reference}")


def _release(session: Session, arguments: Arguments) -> "Release":
    """Return whom a paper is for; without a word about it, up to the board's ceiling.

    Raises Refused for words that limit nothing: they would let out what was to be kept.
    """
    from board_app.services.papers.release import release_of  # noqa: PLC0415  (few commands)

    board = session.board()
    scheme = scheme_of(board)
    countries = arguments.release_to
    if countries is not None and not countries.replace(",", " ").strip():
        raise Refused(
            "--release-to names no country. Write codes like “GBR, AUS”, or leave it out."
        )
    if arguments.releasable and arguments.ceiling is None and countries is None:
        raise Refused(
            "--releasable alone leaves nothing out. Say with --ceiling or --release-to how far "
            "the paper goes."
        )
    level = board.ceiling
    if arguments.ceiling is not None:
        level = level_named(scheme, arguments.ceiling, flag="--ceiling")
    return release_of(scheme, level, countries or "", leaves_out=arguments.releasable)


def markings(arguments: Arguments) -> None:
    from board_app.cli import marking  # noqa: PLC0415  (read by this command alone)

    with opened(arguments) as session:
        marking.markings(session, arguments)


def transfer(arguments: Arguments) -> None:
    from board_app.services.progress import Progress  # noqa: PLC0415  (read by few commands)
    from board_app.transfer import write_transfer  # noqa: PLC0415

    target = wanted_target(arguments)
    with opened(arguments) as session:
        told = write_transfer(
            lambda query: query(session),
            arguments.year or 0,
            target,
            schedule=arguments.schedule,
            progress=Progress(),
        )
    output.say(f"Wrote {target}: {told} It is not encrypted.")
