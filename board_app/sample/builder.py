"""Builds the sample board act by act, each on its day and by the person who did it."""

from datetime import date, time
from pathlib import Path

from board_app import bootstrap
from board_app.sample.cast import Cast
from board_app.sample.clock import StoryClock
from board_app.sample.scenes import Scenes
from board_app.sample.story import (
    BOARD,
    Story,
    StoryAction,
    StoryItem,
    StoryMeeting,
    StoryPaper,
    story,
)
from board_app.sample.story_countries import story_countries
from board_app.services.actor import NOBODY
from board_app.services.founding import NewBoard
from board_app.services.session import Session

PASSPHRASE = "sample"  # noqa: S105  practice records that anyone may open
_MORNING = time(9, 30)
_AFTERNOON = time(13)
_EVENING = time(16)


def build_sample(path: Path, passphrase: str = PASSPHRASE) -> Session:
    """Make the sample board and return its session, in which nobody acts yet.

    Raises Refused if the file exists; nothing is left behind when anything fails.
    """
    told = story()
    board = told.board
    clock = StoryClock(board.founded, time(9), zone=board.zone)
    session = bootstrap.new_board(path, _wanted(told, passphrase), clock)
    try:
        _tell(told, session, clock)
    except BaseException:
        session.store.close()
        path.unlink(missing_ok=True)
        raise
    session.act_as(NOBODY)
    return session


def _wanted(told: Story, passphrase: str) -> NewBoard:
    board = told.board
    return NewBoard(
        name=board.name,
        chair_code=board.chair,
        zone=board.zone,
        ceiling=board.ceiling,
        quorum=board.quorum,
        agencies=bootstrap.offered_agencies(),
        seats_from=board.seats_from,
        passphrase=passphrase,
    )


def _tell(told: Story, session: Session, clock: StoryClock) -> None:
    scenes = Scenes(Cast(told, session), session, clock)
    scenes.set_the_stage(told)
    acts = sorted(
        act
        for number, meeting in enumerate(told.meetings)
        for act in (
            *_acts_of(number, meeting),
            *_papers_of(number, meeting),
            *_clearance_of(number, meeting),
            *_follow_ups(number, meeting),
        )
    )
    for day, at, number, what, entry in acts:
        clock.go_to(day, at)
        meeting = told.meetings[number]
        match what:
            case "open":
                scenes.open(meeting)
            case "assess":
                scenes.assess(meeting)
            case "publish":
                scenes.publish(meeting)
            case "hold":
                scenes.hold(meeting)
            case "close":
                scenes.close(meeting)
            case "attach":
                scenes.attach(meeting, *_papers(meeting)[entry])
            case "clear":
                _clear(meeting, scenes, entry)
            case _:
                action = _actions(meeting)[entry // _MOST_ENTRIES]
                scenes.follow_up(action, action.log[entry % _MOST_ENTRIES])


Act = tuple[date, time, int, str, int]
_MOST_ENTRIES = 100


def _acts_of(number: int, meeting: StoryMeeting) -> list[Act]:
    acts: list[Act] = [(meeting.opened, _MORNING, number, "open", 0)]
    reviews = [one.as_of for one in story_countries().reviews if one.meeting == meeting.on]
    if reviews:
        acts.append((max(*reviews, meeting.opened), _AFTERNOON, number, "assess", 0))
    if meeting.published is not None:
        acts.append((meeting.published, _EVENING, number, "publish", 0))
    if meeting.closed is not None:
        acts.append((meeting.on, meeting.start, number, "hold", 0))
        acts.append((meeting.closed, _EVENING, number, "close", 0))
    return acts


def _papers_of(number: int, meeting: StoryMeeting) -> list[Act]:
    return [
        (paper.on, _AFTERNOON, number, "attach", place)
        for place, (_, paper) in enumerate(_papers(meeting))
    ]


def _clearance_of(number: int, meeting: StoryMeeting) -> list[Act]:
    """Return the steps of a clearance: 0 sends it, 1 and on are answers, then its end."""
    told = meeting.clearance
    if told is None:
        return []
    days = [told.opened, *(one.on for one in told.answers)]
    days += [on for on in (told.closed, told.approved) if on is not None]
    return [(on, _AFTERNOON, number, "clear", place) for place, on in enumerate(days)]


def _clear(meeting: StoryMeeting, scenes: Scenes, place: int) -> None:
    told, clearing, meeting_id = meeting.clearance, scenes.clearing, scenes.meeting(meeting)
    if told is None:
        raise ValueError("The story does not tell of a clearance.")
    if place == 0:
        clearing.open(told, meeting_id)
    elif place <= len(told.answers):
        clearing.answer(told.answers[place - 1], meeting_id)
    elif place == len(told.answers) + 1:
        clearing.close(meeting_id)
    else:
        clearing.approve(meeting_id)


def _papers(meeting: StoryMeeting) -> list[tuple[StoryItem, StoryPaper]]:
    return [(item, paper) for item in meeting.items for paper in item.papers]


def _follow_ups(number: int, meeting: StoryMeeting) -> list[Act]:
    return [
        (
            entry.on,
            _EVENING if entry.by == BOARD else _AFTERNOON,
            number,
            "follow up",
            which * _MOST_ENTRIES + place,
        )
        for which, action in enumerate(_actions(meeting))
        for place, entry in enumerate(action.log)
    ]


def _actions(meeting: StoryMeeting) -> list[StoryAction]:
    return [action for item in meeting.items for action in item.actions]
