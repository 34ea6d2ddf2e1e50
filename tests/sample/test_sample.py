"""The sample board holds the half year that the README and the pages speak of."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import resources
from board_app import bootstrap
from board_app.domain.action import ActionStatus
from board_app.domain.agency import AgencyKind
from board_app.domain.agenda import ItemState
from board_app.domain.attachment import BookPart
from board_app.domain.clearing import RoundOutcome, RoundState
from board_app.domain.decision import Stance
from board_app.domain.errors import Refused
from board_app.domain.marking import classified_marking_in
from board_app.domain.meeting import MeetingKind, MeetingState
from board_app.domain.risk import ReviewState
from board_app.sample import build_sample
from board_app.services.reading import ActionFilter, Reading
from board_app.services.session import Session

EARLY_JULY = date(2015, 7, 7)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sample") / "sample.board"


@pytest.fixture(scope="module")
def session(file: Path) -> Iterator[Session]:
    built = build_sample(file)
    yield built
    built.store.close()


@pytest.fixture
def reading(session: Session) -> Reading:
    return session.reading


def test_the_board_has_eleven_members_and_a_chair(session: Session) -> None:
    board = session.board()

    assert (board.members, board.chair, board.quorum, board.zone) == (
        11,
        "NSC",
        7,
        "America/New_York",
    )
    agencies = session.reading.directory.agencies(EARLY_JULY)
    assert sum(agency.kind is AgencyKind.MEMBER for agency in agencies) == 11
    assert all(agency.principal for agency in agencies if agency.kind is AgencyKind.MEMBER)


def test_seven_meetings_were_held_with_a_quorum_and_are_numbered_in_order(
    reading: Reading,
) -> None:
    held = [meeting for meeting in reading.meetings.meetings() if meeting.state.was_held]

    assert [meeting.reference for meeting in reversed(held)] == [
        "2015-01",
        "2015-02",
        "2015-03",
        "2015-04",
        "2015-05",
        "2015-05-S",
        "2015-06",
    ]
    assert [meeting.number for meeting in reversed(held)] == list(range(1, 8))
    assert all(meeting.state is MeetingState.CLOSED for meeting in held)
    assert all(meeting.present >= meeting.quorum for meeting in held)
    assert all(meeting.summary for meeting in held)
    assert [meeting.kind for meeting in held].count(MeetingKind.SPECIAL) == 1


def test_july_is_planned_with_an_agenda_and_nothing_is_recorded(reading: Reading) -> None:
    july = reading.meetings.by_reference("2015-07")

    assert july.state is MeetingState.PLANNED
    assert july.day == date(2015, 7, 16)
    assert (july.items, july.present, july.decisions, july.actions) == (8, 0, 0, 0)
    assert july.allotted > july.minutes
    assert not reading.minutes.blocks(july.id)
    assert reading.meetings.agenda(july.id)[-1].title == "Any other business"


def test_sixty_action_items_stand_as_the_story_says(reading: Reading) -> None:
    actions = reading.actions.actions(ActionFilter())
    statuses = [action.status for action in actions]

    assert len(actions) == 60
    assert min(action.opened_on for action in actions) == date(2013, 7, 18)
    assert statuses.count(ActionStatus.CLOSED) == 38
    assert statuses.count(ActionStatus.BLOCKED) == 1
    assert statuses.count(ActionStatus.TRANSFERRED) == 3
    assert sum(action.is_overdue(EARLY_JULY) for action in actions) == 7
    assert [action.reference for action in actions if action.due_on is None] == ["A-2015-019"]
    assert sum(action.slips > 0 for action in actions) == 14
    assert sum(bool(action.supporting) for action in actions) > 30


def test_every_slip_has_its_reason_and_both_dates(reading: Reading) -> None:
    ids = [action.id for action in reading.actions.actions(ActionFilter())]
    slips = [entry for entry in reading.actions.follow_ups(ids) if entry.new_due_on is not None]

    assert len(slips) == 19
    assert all(entry.reason and entry.old_due_on for entry in slips)


def test_six_countries_are_watched_and_one_review_is_due(reading: Reading) -> None:
    watched = reading.countries.watched(EARLY_JULY)

    assert {row.alpha2 for row in watched} == {"BI", "CF", "IQ", "MM", "NG", "SS"}
    assert all(row.reason and row.next_review_on for row in watched)
    due = [row.name for row in watched if row.next_review_on and row.next_review_on < EARLY_JULY]
    assert due == ["Burma"]
    assert [row.name for row in watched if row.has_moved] == [
        "Burundi",
        "Central African Republic",
        "Nigeria",
    ]
    burundi = next(row for row in watched if row.alpha2 == "BI")
    assert [line.tier.value for line in reading.countries.tiers(burundi.id)] == [
        "priority",
        "watch",
        "monitor",
    ]


def test_twelve_reviews_are_illustrative_and_all_but_a_draft_adopted(reading: Reading) -> None:
    reviews = reading.countries.reviews()

    assert len(reviews) == 12
    assert [one.country for one in reviews if one.state is ReviewState.DRAFT] == ["Burundi"]
    assert all(one.decision for one in reviews if one.state is not ReviewState.DRAFT)
    assert {one.note for one in reviews} == {"Illustrative"}
    for review in reviews:
        ratings = reading.countries.ratings(review.id)
        assert [one.factor for one in ratings] == list(range(1, 15))
        assert all(one.level and one.rationale.startswith("Illustrative") for one in ratings)


def test_a_decision_keeps_a_dissent_and_another_a_comment(reading: Reading) -> None:
    positions = [
        position
        for meeting in reading.meetings.meetings()
        for position in reading.minutes.positions(meeting.id)
    ]
    dissent = [one for one in positions if one.stance is Stance.NON_CONCUR]

    assert [one.agency for one in dissent] == ["Treasury"]
    assert dissent[0].note
    assert any(one.stance is Stance.COMMENT and one.note for one in positions)


def test_the_deferred_item_is_carried_over_once(reading: Reading) -> None:
    march = reading.meetings.by_reference("2015-03")
    april = reading.meetings.by_reference("2015-04")
    deferred = [
        item for item in reading.meetings.agenda(march.id) if item.state is ItemState.DEFERRED
    ]

    assert [item.carried_to for item in deferred] == ["2015-04"]
    carried = [item for item in reading.meetings.agenda(april.id) if item.carried_from]
    assert [item.title for item in carried] == [deferred[0].title]
    assert not reading.meetings.deferred()


def test_times_are_those_of_the_story(reading: Reading) -> None:
    entries = reading.history.history(limit=10_000)

    assert min(entry.at for entry in entries).date() == date(2015, 1, 5)
    assert max(entry.at for entry in entries).date() == date(2015, 7, 6)
    assert {entry.person for entry in entries} > {"Ingrid Vassallo-Kerr", "Lucía Farrant"}


def test_follow_ups_are_made_on_their_day(reading: Reading) -> None:
    july = reading.actions.followed_between(date(2015, 7, 1), date(2015, 7, 31))

    assert [entry.made_on.day for entry in july] == [1, 1, 2, 2]


def test_a_country_is_called_as_the_board_calls_it(reading: Reading) -> None:
    april = reading.meetings.by_reference("2015-04")

    assert "Burma" in {item.country for item in reading.meetings.agenda(april.id)}


def test_some_portions_are_controlled(reading: Reading) -> None:
    special = reading.meetings.by_reference("2015-05-S")

    assert {block.marking for block in reading.minutes.blocks(special.id)} == {0, 1}


def test_may_is_approved_and_the_special_meeting_waits_for_answers(reading: Reading) -> None:
    rounds = {
        meeting.reference: reading.clearance.rounds(meeting.id)
        for meeting in reading.meetings.meetings()
    }

    (may,), (special,) = rounds.pop("2015-05"), rounds.pop("2015-05-S")
    assert not any(rounds.values())
    assert (may.outcome, may.answered, may.asked, may.unresolved) == (
        RoundOutcome.UNDER_SILENCE,
        10,
        11,
        0,
    )
    approval = reading.clearance.approval(may.meeting_id)
    assert approval is not None
    assert approval.chair == "Marguerite Oyelarin"
    assert special.state is RoundState.OPEN
    assert special.wall_due.date() > EARLY_JULY
    assert (special.answered, special.comments, special.unresolved) == (6, 2, 1)


def test_papers_are_attached_and_late_ones_stand_in_the_supplement(reading: Reading) -> None:
    papers = {
        meeting.reference: [
            (one.file_name, one.part, one.pages, one.withheld)
            for one in reading.attachments.of_meeting(meeting.id)
        ]
        for meeting in reading.meetings.meetings()
    }

    assert [name for name, *_ in papers["2015-07"]] == ["Arrivals from Burundi.png"]
    assert papers["2015-05"] == [
        ("Scenarios of March.pdf", BookPart.BOOK, 1, ""),
        ("Cable from the embassy.pdf", BookPart.SUPPLEMENT, 1, "OVP"),
    ]
    assert not any(found for name, found in papers.items() if name not in ("2015-05", "2015-07"))


def test_the_file_is_sound_and_encrypted(session: Session, file: Path) -> None:
    assert session.store.faults() == []
    assert not file.read_bytes().startswith(b"SQLite format 3")


def test_the_closed_file_stands_alone_and_opens_with_its_passphrase(tmp_path: Path) -> None:
    board = tmp_path / "own.board"
    build_sample(board, "a different one").store.close()
    assert [path.name for path in tmp_path.iterdir()] == [board.name]

    opened = bootstrap.open_board(board, "a different one")

    assert opened.board().name == "Atrocities Prevention Board"
    opened.store.close()


def test_an_existing_file_is_left_alone(tmp_path: Path) -> None:
    there = tmp_path / "there.board"
    there.write_bytes(b"something else")
    before = hashlib.sha256(there.read_bytes()).hexdigest()

    with pytest.raises(Refused):
        build_sample(there)

    assert hashlib.sha256(there.read_bytes()).hexdigest() == before


def test_the_story_carries_no_classified_marking() -> None:
    text = json.dumps(resources.read_json("sample_board"), ensure_ascii=False)

    assert classified_marking_in(text) is None
