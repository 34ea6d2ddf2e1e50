"""The shape of the story in `resources/reference/sample_board.json`, checked as it is read."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from functools import cache

from pydantic import Field

import resources
from board_app.domain.action import ActionStatus
from board_app.domain.agenda import ItemKind, ItemState
from board_app.domain.base import Value
from board_app.domain.clearing import Answer, CommentKind, Resolution
from board_app.domain.decision import Stance
from board_app.domain.person import Role

BOARD = "board"
"""Who logs a follow-up when it is the board itself."""


class StoryBoard(Value):
    """The answers to the five questions, where the board meets, what it calls countries."""

    name: str
    chair: str
    zone: str
    quorum: int
    ceiling: int
    seats_from: date
    founded: date
    place: str
    means: str
    names: Mapping[str, str]


class StorySeries(Value):
    """The monthly rule."""

    title: str
    nth: int
    weekday: int
    start: str
    minutes: int
    first_on: date


class StoryPerson(Value):
    """Somebody of an agency, called by its code."""

    agency: str
    name: str
    role: Role
    title: str
    since: date = date(2014, 9, 2)


class StoryStanding(Value):
    """An item that returns on every agenda."""

    title: str
    kind: ItemKind
    minutes: int
    lead: str


class StoryNote(Value):
    """A note of the minutes."""

    text: str
    cui: bool = False


class StoryFollowUp(Value):
    """A follow-up by an agency, or by the board."""

    on: date
    by: str
    text: str
    status: ActionStatus | None = None
    due: date | None = None
    reason: str = ""
    evidence: str = ""


class StoryAction(Value):
    """An action item and what became of it; `about_country` takes the country of its item."""

    title: str
    lead: str
    support: Sequence[str]
    due: date | None = None
    deliverable: str
    measure: str
    high: bool = False
    about_country: bool = False
    cui: bool = False
    log: Sequence[StoryFollowUp]


class StoryDecision(Value):
    """A decision; agencies that are present and not named concur."""

    text: str
    mandate: str = ""
    limits: str = ""
    cui: bool = False
    positions: Mapping[str, tuple[Stance, str]]


class StoryChart(Value):
    """A bar chart: values by what stands below them."""

    caption: str
    values: Mapping[str, float]


class StoryPaper(Value):
    """A paper of an item, made from its lines or its chart; agencies it is withheld from."""

    on: date
    file: str
    title: str
    by: str = ""
    note: str = ""
    cui: bool = False
    withhold: Sequence[str] = ()
    lines: Sequence[str] = ()
    chart: StoryChart | None = None


class StoryComment(Value):
    """A comment on the portion that holds what it concerns, and what became of it."""

    kind: CommentKind
    concerned: str
    proposed: str
    rationale: str
    resolution: Resolution = Resolution.OPEN
    answered: str = ""


class StoryAnswer(Value):
    """What an agency says of minutes in clearance."""

    on: date
    by: str
    answer: Answer
    comments: Sequence[StoryComment] = ()


class StoryClearance(Value):
    """A clearance round; one without a day of its end is open still."""

    opened: date
    due: datetime
    note: str = ""
    closed: date | None = None
    approved: date | None = None
    answers: Sequence[StoryAnswer]


class StoryItem(Value):
    """An agenda item; one without a kind stands on the agenda by itself."""

    title: str
    kind: ItemKind | None = None
    minutes: int = 10
    lead: str = ""
    country: str = ""
    purpose: str = ""
    cui: bool = False
    carried: bool = False
    papers: Sequence[StoryPaper] = ()
    state: ItemState = ItemState.DISCUSSED
    notes: Sequence[StoryNote | str] = ()
    decisions: Sequence[StoryDecision] = ()
    actions: Sequence[StoryAction] = ()


class StoryMeeting(Value):
    """A meeting with its days; `special` is the title of one outside the series."""

    on: date
    opened: date
    published: date | None = None
    closed: date | None = None
    planned: bool = False
    special: str = ""
    start: time = time(10)
    minutes: int = 90
    summary: str = ""
    alternate: Sequence[str] = ()
    remote: Sequence[str] = ()
    excused: Sequence[str] = ()
    absent: Sequence[str] = ()
    late: Mapping[str, str] = Field(default_factory=dict)
    left: Mapping[str, str] = Field(default_factory=dict)
    clearance: StoryClearance | None = None
    items: Sequence[StoryItem]


class Story(Value):
    """The whole story."""

    note: str
    board: StoryBoard
    series: StorySeries
    people: Sequence[StoryPerson]
    standing: Sequence[StoryStanding]
    meetings: Sequence[StoryMeeting]


@cache
def story() -> Story:
    """Return the story as it ships."""
    return Story(**resources.read_json("sample_board"))
