"""Changes of an agenda since each version that was published, read from the history."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from board_app.domain.agenda import AgendaItem
from board_app.domain.base import RecordId
from board_app.domain.document import Cell, Document, Heading, Table, texts_in
from board_app.domain.states import ItemState, MeetingState
from board_app.services import agenda, archive, meetings
from board_app.services.bin import Doomed, Purge
from board_app.services.papers.agenda import agenda_document
from board_app.services.papers.agenda_versions import _rising
from db.lists.history import HistoryLists
from tests.desk import MEETING_DAY, Desk


@pytest.fixture
def published(desk: Desk) -> Desk:
    """Give a board whose agenda of three items was published once."""
    for title in ("Sudan", "Iraq", "Funding"):
        desk.item(title)
    publish(desk)
    return desk


def publish(desk: Desk) -> None:
    meeting = desk.meeting()
    desk.do(meetings.PublishAgenda(id=meeting.id, version=meeting.version))
    desk.clock.go(timedelta(hours=1))


def paper(desk: Desk) -> Document:
    return agenda_document(desk.session.reading, desk.meeting_id, today=MEETING_DAY)


def item(desk: Desk, title: str) -> AgendaItem:
    rows = desk.session.reading.meetings.agenda(desk.meeting_id)
    return desk.record(AgendaItem, next(one.id for one in rows if one.title == title))


def revise(desk: Desk, title: str, /, **new: object) -> None:
    old = item(desk, title)
    kept = {name: getattr(old, name) for name in agenda.ReviseItem.model_fields}
    desk.do(agenda.ReviseItem(**{**kept, **new}))


def sections(document: Document) -> list[tuple[str, Sequence[tuple[Cell, ...]]]]:
    """Return title and rows of each step in the section on changes."""
    blocks = list(document.blocks)
    found: list[tuple[str, Sequence[tuple[Cell, ...]]]] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 2:
            after = blocks[at + 1]
            found.append((block.text, after.rows if isinstance(after, Table) else ()))
    return found


def test_agenda_that_stands_as_published_has_no_such_section(published: Desk) -> None:
    assert "Changes since version 1" not in set(texts_in(paper(published)))


def test_draft_has_no_such_section(desk: Desk) -> None:
    desk.item("Sudan")
    assert "Changes since version 1" not in set(texts_in(paper(desk)))


def test_who_does_not_see_the_history_is_told_so(
    published: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HistoryLists, "agenda_trail", lambda *_: [])
    text = "\n".join(texts_in(paper(published)))
    assert "which this login does not see. Ask the secretariat." in text


def test_every_kind_of_change_is_told_with_both_sides(published: Desk) -> None:
    desk = published
    desk.item("Burundi", minutes=15, lead_id=desk.agencies["state"])
    revise(desk, "Sudan", minutes=25, lead_id=desk.agencies["dod"], title="The two Sudans")
    old = item(desk, "Iraq")
    desk.do(agenda.SettleItem(id=old.id, version=old.version, state=ItemState.WITHDRAWN))
    gone = item(desk, "Funding")
    desk.do(archive.Archive(table="agenda_item", id=gone.id, version=gone.version))

    ((title, rows),) = sections(paper(desk))

    assert title == "Since version 1, not published"
    assert rows == (
        ("Added", ("Burundi", "Discussion · Lead: State · 15 min"), "", ""),
        ("Taken off", ("Funding", "Discussion · 10 min"), "", ""),
        ("Renamed", "The two Sudans", "Sudan", "The two Sudans"),
        ("Retimed", "The two Sudans", "10 min", "25 min"),
        ("Another lead", "The two Sudans", "nothing", "DoD/OSD"),
        ("Withdrawn", ("Iraq", "Discussion · 10 min"), "", ""),
    )


def test_one_move_is_one_line_however_many_shift(published: Desk) -> None:
    published.do(agenda.MoveItem(id=item(published, "Funding").id, to_index=0))
    ((_, rows),) = sections(paper(published))
    assert rows == (("Moved", "Funding", "place 3", "place 1"),)


def test_each_version_has_its_own_step(published: Desk) -> None:
    desk = published
    revise(desk, "Sudan", minutes=25)
    publish(desk)
    publish(desk)
    revise(desk, "Iraq", minutes=5)

    found = sections(paper(desk))

    assert [title.split(" of ")[0] for title, _ in found] == [
        *("Version 2", "Version 3", "Since version 3, not published")
    ]
    assert [[row[1] for row in rows] for _, rows in found] == [["Sudan"], [], ["Iraq"]]
    assert "Nothing changed." in set(texts_in(paper(desk)))


def test_the_meeting_itself_may_have_moved(published: Desk) -> None:
    desk = published
    meeting = desk.meeting()
    later = meeting.wall_start + timedelta(days=1)
    desk.do(
        meetings.MoveMeeting(
            id=meeting.id, version=meeting.version, wall_start=later, reason="Holiday"
        )
    )
    rows = sections(paper(desk))[-1][1]
    assert rows[0] == ("Meeting moved", "The meeting", "16 Jul 2015, 10:00", "17 Jul 2015, 10:00")


def test_published_and_taken_back_is_no_version(published: Desk) -> None:
    desk = published
    revise(desk, "Sudan", minutes=25)
    publish(desk)
    desk.session.undo()
    assert [title for title, _ in sections(paper(desk))] == ["Since version 1, not published"]


def test_what_was_undone_did_not_change(published: Desk) -> None:
    revise(published, "Sudan", minutes=25)
    published.session.undo()
    assert sections(paper(published)) == []


def test_item_that_was_deleted_for_good_is_still_told(published: Desk) -> None:
    desk = published
    gone = item(desk, "Funding")
    desk.do(archive.Archive(table="agenda_item", id=gone.id, version=gone.version))
    purge(desk, gone.id)
    ((_, rows),) = sections(paper(desk))
    assert rows == (("Taken off", ("Funding", "Discussion · 10 min"), "", ""),)


def purge(desk: Desk, id: RecordId) -> None:
    stored = desk.record(AgendaItem, id)
    doomed = Doomed(table="agenda_item", id=id, version=stored.version)
    desk.do(Purge(things=(doomed,), parts=(doomed,)))
    assert not desk.session.reading.history.history(row_id=id)[0].after, "it is gone for good"


def test_what_the_old_title_held_counts_for_the_banner(desk: Desk) -> None:
    desk.item("Names", marking=1)
    desk.item("Funding")
    publish(desk)
    gone = item(desk, "Names")
    desk.do(archive.Archive(table="agenda_item", id=gone.id, version=gone.version))

    document = paper(desk)

    assert document.banner == "CUI"
    assert ("(CUI) Names", "Discussion · 10 min") in {row[1] for row in sections(document)[0][1]}


def test_after_the_meeting_the_last_step_says_until_when(published: Desk) -> None:
    desk = published
    row = desk.session.reading.meetings.meeting(desk.meeting_id)
    desk.do(
        meetings.ChangeMeetingState(id=row.id, version=row.version, state=MeetingState.IN_SESSION)
    )
    desk.item("Late news")
    row = desk.session.reading.meetings.meeting(desk.meeting_id)
    desk.do(
        meetings.ChangeMeetingState(id=row.id, version=row.version, state=MeetingState.ADJOURNED)
    )
    ((title, rows),) = sections(paper(desk))
    assert title == "After version 1, until the end of the meeting"
    assert [row[0] for row in rows] == ["Added"]


@pytest.mark.parametrize(
    ("numbers", "stays"),
    [
        ([], set()),
        ([1, 2, 3], {0, 1, 2}),
        ([3, 1, 2], {1, 2}),
        ([2, 3, 1], {0, 1}),
        ([1, 4, 2, 3], {0, 2, 3}),
    ],
)
def test_fewest_items_moved(numbers: list[int], stays: set[int]) -> None:
    assert _rising(numbers) == stays
