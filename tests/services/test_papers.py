"""Agenda and minutes as plain documents: what stands in them, and in which order."""

from datetime import date, timedelta

import pytest

from board_app.domain.attendance import Presence
from board_app.domain.decision import Stance
from board_app.domain.document import Document, texts_in
from board_app.domain.meeting import MeetingState
from board_app.services import actions, agenda, archive, decisions, directory, meetings, minutes
from board_app.services.papers.agenda import agenda_document
from board_app.services.papers.minutes import minutes_document
from board_app.services.papers.names import suggested_name
from tests.desk import MEETING_DAY, Desk


def minutes_of(desk: Desk) -> Document:
    return minutes_document(desk.session.reading, desk.meeting_id, today=MEETING_DAY)


def said(document: Document) -> str:
    return "\n".join(texts_in(document))


def test_minutes_keep_the_order_of_the_items(desk: Desk) -> None:
    first = desk.do(agenda.AddItem(meeting_id=desk.meeting_id, title="Outlook"))
    second = desk.do(agenda.AddItem(meeting_id=desk.meeting_id, title="Funding"))
    desk.do(minutes.AddNote(meeting_id=desk.meeting_id, item_id=second, text="Money is short."))
    desk.do(minutes.AddNote(meeting_id=desk.meeting_id, item_id=first, text="It gets worse."))
    desk.do(agenda.MoveItem(id=second, to_index=0))

    text = said(minutes_of(desk))

    order = [text.index(part) for part in ("Funding", "Money is short.", "It gets worse.")]
    assert order == sorted(order)
    assert text.index("Money is short.") < text.index("Outlook", text.index("Funding"))


def test_decision_stands_with_positions_and_dissent(desk: Desk) -> None:
    item = desk.do(agenda.AddItem(meeting_id=desk.meeting_id, title="Outlook"))
    decision = desk.do(
        decisions.RecordDecision(meeting_id=desk.meeting_id, item_id=item, text="Raise it")
    )
    for code, stance, note in (
        ("state", Stance.CONCUR, ""),
        ("doj", Stance.NON_CONCUR, "The figures are old."),
    ):
        desk.do(
            decisions.TakePosition(
                decision_id=decision, agency_id=desk.agencies[code], stance=stance, note=note
            )
        )

    text = said(minutes_of(desk))

    for part in ("D-2015-01", "Raise it", "Concur 1", "non-concur 1", "The figures are old."):
        assert part in text


def test_old_minutes_keep_the_old_name(desk: Desk) -> None:
    desk.do(
        minutes.RecordAttendance(
            meeting_id=desk.meeting_id,
            agency_id=desk.agencies["dod"],
            presence=Presence.PRINCIPAL,
        )
    )
    before = said(minutes_of(desk))
    old = next(
        row.abbreviation
        for row in desk.session.reading.directory.agencies(MEETING_DAY)
        if row.id == desk.agencies["dod"]
    )

    desk.do(
        directory.RenameSeat(
            agency_id=desk.agencies["dod"],
            name="Department of Something Else",
            abbreviation="DSE",
            valid_from=MEETING_DAY + timedelta(days=1),
        )
    )

    assert old in before
    assert old in said(minutes_of(desk))
    assert "DSE" not in said(minutes_of(desk))


def test_item_without_lead_or_date_does_not_fall_out(desk: Desk) -> None:
    item = desk.do(agenda.AddItem(meeting_id=desk.meeting_id, title="Outlook"))
    desk.do(actions.AssignAction(title="Find a lead", meeting_id=desk.meeting_id, item_id=item))

    text = said(minutes_of(desk))

    assert "A-2015-001" in text
    assert "No lead yet" in text
    assert "No date yet" in text


def test_follow_up_since_the_last_meeting_is_told(desk: Desk) -> None:
    action = desk.do(
        actions.AssignAction(
            title="Write a memo",
            lead_id=desk.agencies["state"],
            due_on=date(2015, 7, 10),
            opened_on=date(2015, 6, 18),
        )
    )
    desk.do(
        actions.LogFollowUp(
            action_id=action,
            text="With the lawyers.",
            new_due_on=date(2015, 7, 24),
            reason="Two clearances",
            made_on=date(2015, 7, 6),
        )
    )

    text = said(minutes_of(desk))

    for part in ("With the lawyers.", "Two clearances", "24 Jul"):
        assert part in text


def test_banner_is_the_highest_of_the_portions(desk: Desk) -> None:
    assert minutes_of(desk).banner == "UNCLASSIFIED"
    item = desk.do(agenda.AddItem(meeting_id=desk.meeting_id, title="Outlook"))
    note = minutes.AddNote(meeting_id=desk.meeting_id, item_id=item, text="Held.", marking=1)
    block = desk.do(note)

    assert minutes_of(desk).banner == "CUI"
    assert "(CUI)" in said(minutes_of(desk)) or any(
        getattr(one, "portion", "") == "(CUI)" for one in minutes_of(desk).blocks
    )

    stored = desk.session.reading.minutes.blocks(desk.meeting_id)[0]
    desk.do(archive.Archive(table="minutes_block", id=block, version=stored.version))
    assert minutes_of(desk).banner == "UNCLASSIFIED"


def test_state_of_the_minutes_is_said_in_words(desk: Desk) -> None:
    assert "DRAFT" in minutes_of(desk).state.upper()
    for state in (MeetingState.CALLED, MeetingState.IN_SESSION, MeetingState.ADJOURNED):
        row = desk.session.reading.meetings.meeting(desk.meeting_id)
        desk.do(meetings.ChangeMeetingState(id=row.id, version=row.version, state=state))
    row = desk.session.reading.meetings.meeting(desk.meeting_id)
    desk.do(meetings.ChangeMeetingState(id=row.id, version=row.version, state=MeetingState.CLOSED))

    assert "DRAFT" not in minutes_of(desk).state.upper()


def test_agenda_adds_the_minutes_up_and_says_what_is_too_long(desk: Desk) -> None:
    desk.do(agenda.AddItem(meeting_id=desk.meeting_id, title="Outlook", minutes=80))
    desk.do(agenda.AddItem(meeting_id=desk.meeting_id, title="Funding", minutes=30))

    text = said(agenda_document(desk.session.reading, desk.meeting_id, today=MEETING_DAY))

    assert "10:00" in text
    assert "11:20" in text
    assert "20 min too long" in text


@pytest.mark.parametrize(
    ("reference", "name"), [("2015-07", "2015-07 minutes.pdf"), ("CON", "CON minutes.pdf")]
)
def test_file_names_are_safe_everywhere(reference: str, name: str) -> None:
    assert suggested_name(reference, "minutes") == name
