"""Which paper is asked for on the command line, and what does not belong to it."""

from collections.abc import Callable, Mapping

from board_app.cli.arguments import Arguments
from board_app.domain.base import RecordId
from board_app.domain.errors import Refused
from board_app.services.papers.kinds import PaperKind, Wanted

_ASKED: Mapping[PaperKind, frozenset[str]] = {
    PaperKind.AGENDA: frozenset({"meeting"}),
    PaperKind.MINUTES: frozenset({"meeting"}),
    PaperKind.REVIEW: frozenset({"review"}),
    PaperKind.REGISTER: frozenset({"agency", "extent", "full"}),
    PaperKind.DECISIONS: frozenset({"year"}),
    PaperKind.WATCH_LIST: frozenset(),
    PaperKind.FOLLOW_UP: frozenset({"agency"}),
    PaperKind.ATTENDANCE: frozenset({"year"}),
}
_NAMED_BY_ITSELF = {PaperKind.AGENDA: "next", PaperKind.MINUTES: "last"}
"""The meeting that is meant where none is named."""


def refuse_strangers(arguments: Arguments) -> None:
    """Raise Refused for an option that the paper knows nothing of, or for one that is missing."""
    kind = PaperKind(arguments.kind)
    given = {
        "meeting": arguments.meeting,
        "review": arguments.review,
        "agency": arguments.agency,
        "year": arguments.year,
        "extent": arguments.extent != "open",
        "full": arguments.form != "compact",
    }
    for name, value in given.items():
        if value and name not in _ASKED[kind]:
            raise Refused(f"--{name} does not belong to the paper {kind.value}. Leave it out.")
    if kind is PaperKind.REVIEW and not arguments.review:
        raise Refused("Say with --review which country review, like R-2015-01.")


def wanted(
    arguments: Arguments,
    *,
    agency_id: RecordId | None,
    of_meeting: Callable[[str], RecordId],
    of_review: Callable[[str], RecordId],
) -> Wanted:
    """Return the paper that the arguments mean; raises NotFound."""
    kind = PaperKind(arguments.kind)
    id: RecordId | None = None
    if kind in _NAMED_BY_ITSELF:
        id = of_meeting(arguments.meeting or _NAMED_BY_ITSELF[kind])
    elif arguments.review:
        id = of_review(arguments.review)
    return Wanted(
        kind=kind,
        id=id,
        agency_id=agency_id,
        year=arguments.year,
        extent=arguments.extent,
        form=arguments.form,
    )
