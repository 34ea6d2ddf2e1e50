"""Forty planted words never reach a login that may not see them, by whatever way it looks."""

import logging
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from board_app import bootstrap
from board_app.domain.action import ActionStatus
from board_app.domain.person import Role
from board_app.domain.risk import Confidence, RiskLevel, Tier, Trend
from board_app.services import actions, decisions, directory, minutes, reviews, watch
from board_app.services.lists_out import LISTS
from board_app.services.reading import ActionFilter
from board_app.services.search_rows import SearchQuery
from board_app.services.session import Session
from tests.server.serving import ServedDesk

COUNT = 40


class Planted(NamedTuple):
    """The secrets with what they are in; each is one word that stands nowhere else."""

    words: tuple[str, ...]
    references: tuple[str, ...]


class _Words:
    def __init__(self) -> None:
        self.given: list[str] = []

    def new(self) -> str:
        # One word for the index, and not the beginning of any other.
        self.given.append(f"zx{len(self.given):02d}canary")
        return self.given[-1]


def planted(desk: ServedDesk, *, for_partners: bool = False) -> Planted:
    """Plant secrets in every text of what is marked, as the secretariat.

    For partners also in what is not marked and yet not released: contact data, the watch list,
    drafts of reviews, other agencies' work.
    """
    words = _Words()
    if for_partners:
        _withhold(desk, words)
    item = desk.item(words.new(), marking=1, purpose=words.new())
    open_item = desk.item("Open item")
    for home in (item, open_item):
        desk.do(
            minutes.AddNote(
                meeting_id=desk.meeting_id, item_id=home.id, text=words.new(), marking=1
            )
        )
    decision = desk.do(
        decisions.RecordDecision(
            meeting_id=desk.meeting_id,
            item_id=open_item.id,
            text=words.new(),
            mandate=words.new(),
            limits=words.new(),
            marking=1,
        )
    )
    desk.do(
        decisions.TakePosition(
            decision_id=decision,
            agency_id=desk.agencies["dod"],
            stance="non_concur",
            note=words.new(),
        )
    )
    for lead in ("state", "dod"):
        action = desk.action(
            words.new(),
            deliverable=words.new(),
            measure=words.new(),
            lead_id=desk.agencies[lead],
            meeting_id=desk.meeting_id,
            item_id=open_item.id,
            marking=1,
        )
        for _ in range(3):
            desk.do(
                actions.LogFollowUp(
                    action_id=action.id,
                    text=words.new(),
                    evidence=words.new(),
                    status=ActionStatus.IN_PROGRESS,
                )
            )
    _review(desk, words)
    assert len(words.given) >= COUNT
    references = [row["reference"] for row in desk.engine.rows(_MARKED)]
    return Planted(tuple(words.given), tuple(references))


def _withhold(desk: ServedDesk, words: _Words) -> None:
    desk.do(
        directory.AddPerson(
            name=words.new(),
            agency_id=desk.agencies["dod"],
            role=Role.OFFICER,
            email=f"{words.new()}@example.org",
            phone=words.new(),
            note=words.new(),
        )
    )
    country = desk.session.reading.board.countries()[1]
    desk.do(watch.WatchCountry(country_id=country.id, tier=Tier.WATCH, reason=words.new()))
    review = desk.do(reviews.StartReview(country_id=country.id, note=words.new()))
    desk.do(reviews.WriteSection(id=review, section="situation", text=words.new()))
    action = desk.action(words.new(), lead_id=desk.agencies["dod"])
    desk.do(
        actions.LogFollowUp(action_id=action.id, text=words.new(), status=ActionStatus.IN_PROGRESS)
    )


_MARKED = """SELECT reference FROM action_item WHERE marking = 1
UNION SELECT reference FROM decision WHERE marking = 1
UNION SELECT reference FROM review WHERE marking = 1"""


def _review(desk: ServedDesk, words: _Words) -> None:
    country = desk.session.reading.board.countries()[0]
    desk.do(
        watch.WatchCountry(country_id=country.id, tier=Tier.WATCH, reason="Watched in the open")
    )
    started = reviews.StartReview(country_id=country.id, note=words.new(), marking=1)
    review = desk.do(started)
    for section in ("situation", "groups", "actors", "resilience", "triggers", "scenarios"):
        desk.do(reviews.WriteSection(id=review, section=section, text=words.new()))
    for factor in range(1, 8):
        desk.do(
            reviews.RateFactor(
                review_id=review,
                factor=factor,
                level=RiskLevel.HIGH,
                trend=Trend.WORSENING,
                confidence=Confidence.LOW,
                rationale=words.new(),
            )
        )


def everything_read(session: Session, planted: Planted) -> Iterator[str]:
    """Yield what every list, page, search, count and label tells."""
    reading, today = session.reading, session.board().today
    meeting = reading.meetings.meetings()[-1]
    calls: list[Callable[[], object]] = [
        reading.board.board,
        reading.board.countries,
        lambda: reading.directory.agencies(today, archived=True),
        lambda: reading.directory.people(today, archived=True),
        reading.meetings.meetings,
        reading.meetings.standing_items,
        reading.meetings.deferred,
        lambda: reading.meetings.agenda(meeting.id),
        lambda: reading.minutes.attendance(meeting.id),
        lambda: reading.minutes.blocks(meeting.id),
        reading.minutes.decisions,
        lambda: reading.minutes.positions(meeting.id),
        lambda: reading.actions.actions(ActionFilter()),
        lambda: list(reading.actions.ordered_ids(ActionFilter())),
        lambda: reading.actions.followed_between(today.replace(year=2010), today),
        lambda: reading.history.history(limit=5000),
        lambda: reading.countries.watched(today, everything=True),
        reading.countries.reviews,
        reading.countries.drafts,
        lambda: reading.countries.moves(today.replace(year=2010)),
        reading.intake.actions,
        reading.intake.remarks,
        session.undo_state,
    ]
    yield from (repr(call()) for call in calls)
    for country in reading.board.countries()[:1]:
        yield repr(reading.countries.items(country.id))
        yield repr(reading.countries.events(country.id))
    for word in (*planted.words, *planted.references):
        # What was typed is told back by nobody: only hits count.
        assert reading.history.find(word[:5]) == [] or word in planted.references
        assert reading.history.find(word) == []
        found = reading.search.search(SearchQuery(word))
        assert (found.hits, found.total, found.counts) == ((), 0, {})
        assert reading.actions.count(ActionFilter(words=word)) == 0
        assert reading.history.history(words=word) == []


def everything_written(session: Session, folder: Path) -> Iterator[bytes]:
    """Yield the bytes of every export and paper, packed and unpacked."""
    meeting = session.reading.meetings.meetings()[-1]
    for name in LISTS:
        for ending in ("csv", "xlsx"):
            bootstrap.write_list(session, name, folder / f"{name}.{ending}")
    bootstrap.write_minutes(session, meeting.id, folder / "minutes.pdf")
    bootstrap.write_agenda(session, meeting.id, folder / "agenda.pdf")
    bootstrap.write_register(session, folder / "register.pdf", extent="all")
    for path in sorted(folder.iterdir()):
        raw = path.read_bytes()
        yield raw
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as packed:
                yield from (packed.read(name) for name in packed.namelist())
        if path.suffix == ".pdf":
            for stream in re.findall(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL):
                try:
                    yield zlib.decompress(stream)
                except zlib.error:
                    yield stream


def told(planted: Planted, parts: Iterator[bytes]) -> set[str]:
    """Return the secrets that stand in some bytes, in any form that a file may hold them."""
    found = set()
    for part in parts:
        for word in (*planted.words, *planted.references):
            forms = (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"))
            if any(form in part for form in forms):
                found.add(word)
    return found


@pytest.mark.parametrize("person", ["Ben Okoro", "Fay Lindqvist"])
def test_secrets_reach_nobody_who_is_not_cleared(
    served: ServedDesk, tmp_path: Path, caplog: pytest.LogCaptureFixture, person: str
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = planted(served, for_partners=person == "Fay Lindqvist")
    for change in (
        "UPDATE board.account SET clearance = 0",
        # All that a meeting releases is released.
        "UPDATE board.meeting SET state = 'closed', agenda_version = 1, version = version + 1",
    ):
        served.server.run(change, served.database)
    folder = tmp_path / "out"
    folder.mkdir()
    served.become(person)
    said = (text.encode() for text in everything_read(served.session, secret))
    assert told(secret, said) == set()
    assert told(secret, everything_written(served.session, folder)) == set()
    assert told(secret, iter([caplog.text.encode()])) == set()


def test_the_cleared_see_what_was_planted(served: ServedDesk, tmp_path: Path) -> None:
    """The same search finds them all for the secretariat: else it would prove nothing."""
    secret = planted(served)
    reading = served.session.reading
    for word in secret.words:
        assert reading.search.search(SearchQuery(word)).total == 1, word
    folder = tmp_path / "out"
    folder.mkdir()
    seen = told(secret, everything_written(served.session, folder))
    assert set(secret.references) <= seen
    assert len(seen & set(secret.words)) >= 20
