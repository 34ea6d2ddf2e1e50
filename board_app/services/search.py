"""Full text over the whole board: what holds all of the words, and where they stand in it."""

from collections.abc import Callable, Mapping

from board_app.domain.asked import asked_words
from board_app.domain.found import Snippet, marks, snippet
from board_app.services.search_rows import (
    KINDS,
    SearchHit,
    SearchPage,
    SearchQuery,
    SearchRow,
)
from board_app.services.session import Session

PAGE = 50


def search(
    session: Session, query: SearchQuery, *, start: int = 0, limit: int = PAGE
) -> SearchPage:
    """Return one page of results, the best first; none for a line without a letter or digit."""
    words = asked_words(query.words)
    if not words:
        return SearchPage()
    found = session.reading.search.search(query, start=start, limit=limit)
    counts = tuple(
        (kind, number)
        for kind in KINDS
        if (number := sum(found.counts.get(table, 0) for table in kind.tables))
    )
    rows = tuple(_shown(hit, words) for hit in found.hits)
    return SearchPage(rows, found.total, found.is_capped, counts, found.are_counts_capped)


def _shown(hit: SearchHit, words: tuple[str, ...]) -> SearchRow:
    name, place = _in_words(hit)
    line = " ".join(name.split())
    return SearchRow(
        id=hit.id,
        kind=hit.kind,
        label=Snippet(line, marks(words, line)),
        place=place,
        day=hit.day,
        text=snippet(words, hit.body),
        home_id=hit.home_id,
        part_id=hit.part_id,
    )


def _in_words(hit: SearchHit) -> tuple[str, str]:
    """Return what a hit is called, and where it stands."""
    said = _SAID.get(hit.kind)
    return said(hit) if said is not None else (hit.label, hit.place)


def _person(hit: SearchHit) -> tuple[str, str]:
    role = "" if hit.place == "Person" else hit.place
    return hit.label, " · ".join(part for part in (role, hit.agency) if part)


def _of(kind: str, agency: str) -> str:
    return f"{kind} of {agency}" if agency else kind


_SAID: Mapping[str, Callable[[SearchHit], tuple[str, str]]] = {
    "minutes_block": lambda hit: (hit.item, f"Minutes {hit.meeting}"),
    "position": lambda hit: (hit.decision, f"Position of {hit.agency}, {hit.meeting}"),
    "clearance_round": lambda hit: (f"Clearance {hit.meeting}", "Note of the round"),
    "clearance_response": lambda hit: (
        f"Clearance {hit.meeting}",
        _of("Position", hit.agency),
    ),
    "clearance_comment": lambda hit: (f"Clearance {hit.meeting}", _of("Comment", hit.agency)),
    "attendance": lambda hit: (hit.agency, f"Attendance {hit.meeting}"),
    "agenda_item": lambda hit: (hit.label, f"Agenda {hit.meeting}"),
    "attachment": lambda hit: (hit.label, f"Paper of {hit.item}, {hit.meeting}"),
    "decision": lambda hit: (hit.label, f"Decision {hit.meeting}"),
    "action_item": lambda hit: (hit.label, _of("Action item", hit.agency)),
    "follow_up": lambda hit: (hit.action, _of("Follow-up", hit.agency)),
    "rating": lambda hit: (hit.review, f"Rating of factor {hit.factor}"),
    "watch_entry": lambda hit: (hit.country, "Watch list"),
    "agency": lambda hit: (hit.agency, "Agency"),
    "person": _person,
}
