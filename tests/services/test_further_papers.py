"""Registers, the watch list, follow-up reports and attendance as plain documents."""

from datetime import date, timedelta

import pytest

from board_app.domain.attendance import Presence
from board_app.domain.base import RecordId
from board_app.domain.book import Book
from board_app.domain.decision import Stance
from board_app.domain.document import DecisionBox, Document, Figure, Table, texts_in
from board_app.domain.errors import Invalid, NotFound
from board_app.domain.meeting import MeetingState
from board_app.domain.risk import Confidence, RiskLevel, Tier, Trend
from board_app.domain.states import ActionStatus
from board_app.services import actions, agenda, decisions, meetings, minutes, reviews, watch
from board_app.services.attachments import Attach
from board_app.services.board import AddCountry, ReviseBoard
from board_app.services.meetings import PublishAgenda
from board_app.services.papers.attendance import attendance_report
from board_app.services.papers.decisions import decision_register
from board_app.services.papers.kinds import (
    PaperKind,
    Wanted,
    paper_document,
    paper_name,
    reporting_agencies,
)
from board_app.services.papers.map_figure import map_in_words
from board_app.services.papers.promises import follow_up_report
from board_app.services.papers.register import Extent, Form, register_document
from board_app.services.papers.watch_list import watch_list_document
from board_app.services.papers.words import Words
from board_app.services.reading import ActionFilter
from board_app.services.rows import DecisionRow, MeetingRow, PositionRow
from tests.desk import Desk
from tests.papers import PDF

TODAY = date(2015, 7, 20)


def said(document: Document) -> str:
    return "\n".join(texts_in(document))


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def hold(desk: Desk, meeting_id: RecordId | None = None) -> None:
    """Bring a meeting behind itself."""
    for state in (MeetingState.CALLED, MeetingState.IN_SESSION, MeetingState.ADJOURNED):
        row = desk.session.reading.meetings.meeting(meeting_id or desk.meeting_id)
        desk.do(meetings.ChangeMeetingState(id=row.id, version=row.version, state=state))


def open_on(desk: Desk, day: date) -> RecordId:
    return desk.do(meetings.OpenOccurrence(series_id=desk.series_id, on_day=day))


def country(desk: Desk, code: str) -> RecordId:
    return next(one.id for one in desk.session.reading.board.countries() if one.alpha2 == code)


def in_french(desk: Desk, **more: object) -> None:
    board = desk.session.board()
    kept = {name: getattr(board, name) for name in ReviseBoard.model_fields}
    desk.do(ReviseBoard(**{**kept, "language": "fr", **more}))


# The register of action items


def test_compact_register_says_each_item_in_two_cells(desk: Desk) -> None:
    action = desk.action(
        "Options memo",
        lead_id=desk.agencies["state"],
        supporting=(desk.agencies["dod"],),
        due_on=date(2015, 7, 10),
        deliverable="Four pages",
    )
    desk.do(
        actions.LogFollowUp(
            action_id=action.id,
            text="With the\nlawyers.",
            new_due_on=date(2015, 7, 17),
            reason="Two clearances",
            made_on=date(2015, 7, 6),
        )
    )

    (table,) = tables(register_document(desk.session.reading, today=TODAY))

    assert len(table.columns) == 2
    what, progress = table.rows[0]
    assert what == ("A-2015-001  Options memo", "Lead: State, with DoD/OSD")
    assert progress == (
        "Open, due 17 Jul 2015 (3 days late), moved once",
        "6 Jul 2015: With the lawyers.",
    )
    full = said(register_document(desk.session.reading, today=TODAY, form=Form.FULL))
    assert "Deliverable: Four pages" in full


def test_compact_register_cuts_a_long_follow_up_at_a_word(desk: Desk) -> None:
    action = desk.action("Memo", due_on=TODAY, lead_id=desk.agencies["state"])
    desk.do(actions.LogFollowUp(action_id=action.id, text="word " * 100))
    (table,) = tables(register_document(desk.session.reading, today=TODAY))
    shown = table.rows[0][1][1]
    assert shown.endswith("word…")
    assert len(shown) < 270


def test_register_of_changes_holds_what_happened_since_the_last_meeting(desk: Desk) -> None:
    old = desk.action("Old", lead_id=desk.agencies["state"], due_on=date(2015, 9, 1))
    hold(desk)
    desk.clock.go(timedelta(days=14))
    desk.action("Fresh", lead_id=desk.agencies["state"], due_on=date(2015, 9, 1))
    document = register_document(desk.session.reading, today=TODAY, extent=Extent.CHANGED)
    assert "Fresh" in said(document)
    assert old.title not in said(document)
    assert "the meeting of 16 July 2015" in said(document)


def test_five_thousand_items_need_no_more_than_one_read_of_their_follow_ups(desk: Desk) -> None:
    desk.do(actions.AssignAction(title="First", lead_id=desk.agencies["state"], due_on=TODAY))
    row = desk.session.reading.actions.actions(ActionFilter())[0]
    many = [row._replace(id=RecordId(number)) for number in range(5000)]

    class Counting:
        reads = 0

        def followed_between(self, *_: date) -> list[object]:
            self.reads += 1
            return []

        def actions(self, *_: object, **__: object) -> list[object]:
            return list(many)

    class Reading:
        board, directory = desk.session.reading.board, desk.session.reading.directory
        meetings, actions = desk.session.reading.meetings, Counting()

    reading = Reading()
    document = register_document(reading, today=TODAY)  # type: ignore[arg-type]  # what it reads
    assert reading.actions.reads == 1
    assert sum(len(table.rows) for table in tables(document)) == 5000
    assert "5,000 action items" in said(document)


# The register of decisions


def decided(desk: Desk) -> Document:
    return decision_register(desk.session.reading, today=TODAY)


def test_board_without_decisions_says_so(desk: Desk) -> None:
    document = decided(desk)
    assert "No decision was taken in this time." in said(document)
    assert "0 decisions at 0 meetings" in said(document)
    assert document.banner == "UNCLASSIFIED"


def test_decisions_stand_by_meeting_with_dissent_and_what_came_of_them(desk: Desk) -> None:
    item = desk.item("Sudan")
    decision = desk.decision(item)
    for code, stance, note in (
        ("state", Stance.CONCUR, ""),
        ("doj", Stance.NON_CONCUR, "The figures are old."),
    ):
        desk.do(
            decisions.TakePosition(
                decision_id=decision.id, agency_id=desk.agencies[code], stance=stance, note=note
            )
        )
    desk.action("Report", meeting_id=desk.meeting_id, item_id=item.id)
    desk.action("Of another item", meeting_id=desk.meeting_id, item_id=desk.item("Iraq").id)

    text = said(decided(desk))

    for part in ("D-2015-01", "16 July 2015", "Sudan", "The figures are old.", "A-2015-001"):
        assert part in text
    assert "Of another item" not in text
    assert text.index("D-2015-01") < text.index("A-2015-001")


def test_two_decisions_of_an_item_share_its_action_items(desk: Desk) -> None:
    item = desk.item("Sudan")
    desk.decision(item, "First.")
    desk.decision(item, "Second.")
    desk.action("Report", meeting_id=desk.meeting_id, item_id=item.id)
    text = said(decided(desk))
    assert text.count("A-2015-001") == 1
    assert text.index("Second.") < text.index("A-2015-001")


def test_a_year_begins_and_ends_at_new_year(desk: Desk) -> None:
    for day in (date(2015, 12, 17), date(2016, 1, 21)):
        meeting = open_on(desk, day)
        item = desk.do(agenda.AddItem(meeting_id=meeting, title=f"Item of {day.year}"))
        desk.do(decisions.RecordDecision(meeting_id=meeting, item_id=item, text=f"In {day.year}."))

    of_2015 = said(decision_register(desk.session.reading, today=TODAY, year=2015))
    of_2016 = said(decision_register(desk.session.reading, today=TODAY, year=2016))

    assert "In 2015." in of_2015
    assert "In 2016." not in of_2015
    assert "In 2016." in of_2016
    assert "In 2015." not in of_2016
    assert "Register of decisions of 2016" in of_2016


def test_banner_counts_the_item_and_the_action_too(desk: Desk) -> None:
    item = desk.item("Sudan", marking=1)
    desk.decision(item)
    document = decided(desk)
    assert document.banner == "CUI"
    assert document.designation == ("Controlled by: Prevention Board",)


# The watch list


def adopted(desk: Desk, code: str, level: RiskLevel, *, marking: int = 0) -> None:
    """Adopt a review of a country that is rated and explained."""
    row = country(desk, code)
    review = desk.do(reviews.StartReview(country_id=row, as_of=date(2015, 7, 1), marking=marking))
    desk.do(
        reviews.ReviseReview(
            id=review,
            level=level,
            trend=Trend.WORSENING,
            confidence=Confidence.HIGH,
            marking=marking,
        )
    )
    item = desk.item(f"Review of {code}", marking=marking)
    decision = desk.decision(item)
    stored = desk.session.reading.countries.review(review)
    desk.do(reviews.AdoptReview(id=review, version=stored.version, decision_id=decision.id))


def watched(desk: Desk) -> Document:
    return watch_list_document(desk.session.reading, today=TODAY)


def test_empty_watch_list_says_so_and_has_no_map(desk: Desk) -> None:
    document = watched(desk)
    assert "No country is on the watch list." in said(document)
    assert not [block for block in document.blocks if isinstance(block, Figure)]


def test_watch_list_has_its_map_in_words_and_a_table_by_tier(desk: Desk) -> None:
    for code, tier, reason in (
        ("BI", Tier.PRIORITY, "Failed coup"),
        ("SD", Tier.WATCH, "Fighting"),
    ):
        desk.do(
            watch.WatchCountry(
                country_id=country(desk, code),
                tier=tier,
                reason=reason,
                since=date(2015, 5, 21),
                next_review_on=date(2015, 7, 17),
                lead_id=desk.agencies["state"],
            )
        )

    document = watched(desk)
    (figure,) = (block for block in document.blocks if isinstance(block, Figure))

    assert figure.alt == (
        "World map of the watch list. 1 Priority: Burundi (Not assessed). "
        "2 Watch: Sudan (Not assessed)."
    )
    assert sum(shape.is_hatched for shape in figure.shapes) == 3  # Burundi also as a disc
    assert all(0 <= x <= 1 for shape in figure.shapes for ring in shape.rings for x, _ in ring)
    first, second = tables(document)
    assert first.rows[0][0] == ("Burundi", "Africa", "Lead: State")
    assert first.rows[0][2] == (
        "Since 21 May 2015",
        "Not reviewed yet",
        "Next review 17 Jul 2015, 3 days late",
    )
    assert first.rows[0][3] == "Failed coup"
    assert second.rows[0][0] == ("Sudan", "Africa", "Lead: State")


def test_country_that_the_map_lacks_is_named(desk: Desk) -> None:
    added = desk.do(AddCountry(alpha2="XX", alpha3="XXX", name="Elsewhere"))
    desk.do(watch.WatchCountry(country_id=added, tier=Tier.MONITOR, reason="New"))
    text = said(watched(desk))
    assert "The map has no place for Elsewhere." in text
    assert "3 Monitor: Elsewhere" in text


def test_level_of_a_controlled_review_makes_the_whole_paper_controlled(desk: Desk) -> None:
    for code in ("BI", "SD"):
        desk.do(watch.WatchCountry(country_id=country(desk, code), tier=Tier.WATCH, reason="x"))
    assert watched(desk).banner == "UNCLASSIFIED"
    adopted(desk, "BI", RiskLevel.HIGH, marking=1)

    document = watched(desk)

    assert document.banner == "CUI"
    (table,) = tables(document)
    assert [row[1] for row in table.rows] == [
        ("(CUI) 4 High", "Worsening", "High confidence"),
        "(U) Not assessed",
    ]
    (figure,) = (block for block in document.blocks if isinstance(block, Figure))
    assert figure.portion == "(CUI)"
    assert "Burundi (4 High, worsening)" in figure.alt
    assert {shape.label for shape in figure.shapes} == {"", "4"}


def test_map_in_words_says_level_and_trend(desk: Desk) -> None:
    desk.do(watch.WatchCountry(country_id=country(desk, "BI"), tier=Tier.PRIORITY, reason="x"))
    (row,) = desk.session.reading.countries.watched(TODAY)
    row = row._replace(level=RiskLevel.HIGH, trend=Trend.WORSENING)
    assert map_in_words([row], Words()).endswith("1 Priority: Burundi (4 High, worsening).")


# Follow-up reports


def report(desk: Desk, code: str = "state") -> Document:
    return follow_up_report(desk.session.reading, desk.agencies[code], today=TODAY)


def test_agency_that_promised_nothing_is_told_so(desk: Desk) -> None:
    text = said(report(desk))
    assert "0 open action items: leads 0, supports 0" in text
    assert "This agency never logged a follow-up." in text
    assert text.count("None.") == 3


def test_promises_stand_late_first_then_soon_then_done(desk: Desk) -> None:
    hold(desk)
    state = desk.agencies["state"]
    late = desk.action("Late", lead_id=state, due_on=date(2015, 7, 19))
    desk.action("Helping", lead_id=desk.agencies["dod"], supporting=(state,), due_on=TODAY)
    desk.action("Soon", lead_id=state, due_on=date(2015, 8, 19))
    desk.action("Later", lead_id=state, due_on=date(2015, 8, 20))
    desk.action("Dateless", lead_id=state)
    done = desk.action("Done", lead_id=state, due_on=date(2015, 7, 18))
    desk.clock.go(timedelta(days=12))
    desk.do(
        actions.LogFollowUp(
            action_id=late.id,
            agency_id=state,
            text="The consulate answers in August.",
            made_on=date(2015, 7, 17),
        )
    )
    desk.do(
        actions.LogFollowUp(
            action_id=done.id,
            text="Accepted.",
            evidence="The letter",
            status=ActionStatus.CLOSED,
            made_on=date(2015, 7, 18),
        )
    )

    text = said(report(desk))

    order = ("Overdue (1)", "Without a date (1)", "Due in the next 30 days (2)", "Due later (1)")
    places = [text.index(part) for part in (*order, "Done since the last meeting (1)")]
    assert places == sorted(places)
    assert text.index("Helping") < text.index("Soon"), "what is due first comes first"
    assert "17 July 2015" in text
    assert "The consulate answers in August." in text
    assert "Accepted." in text


def test_long_silence_is_counted_in_days(desk: Desk) -> None:
    action = desk.action("Memo", lead_id=desk.agencies["state"], due_on=TODAY)
    desk.do(
        actions.LogFollowUp(
            action_id=action.id,
            agency_id=desk.agencies["state"],
            text="Begun.",
            made_on=date(2015, 6, 1),
        )
    )
    assert "1 June 2015, 49 days ago" in said(report(desk))


def test_report_of_an_agency_that_is_gone_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound):
        follow_up_report(desk.session.reading, RecordId(7), today=TODAY)
    with pytest.raises(Invalid, match="which agency"):
        paper_document(desk.session.reading, Wanted(kind=PaperKind.FOLLOW_UP), today=TODAY)


# Attendance


def present(desk: Desk, meeting_id: RecordId, **presences: Presence) -> None:
    for code, presence in presences.items():
        desk.do(
            minutes.RecordAttendance(
                meeting_id=meeting_id, agency_id=desk.agencies[code], presence=presence
            )
        )


def test_year_without_meetings_says_so(desk: Desk) -> None:
    document = attendance_report(desk.session.reading, today=TODAY, year=1999)
    assert "No meeting was held in this year." in said(document)
    assert not document.is_landscape


def test_attendance_counts_by_agency_meeting_and_level(desk: Desk) -> None:
    present(
        desk,
        desk.meeting_id,
        state=Presence.PRINCIPAL,
        dod=Presence.ALTERNATE,
        doj=Presence.EXCUSED,
    )
    hold(desk)

    document = attendance_report(desk.session.reading, today=TODAY)

    grid, levels = tables(document)
    assert [column.header for column in grid.columns] == ["Agency", "16 Jul", "Present"]
    assert ("State", "P", "1 of 1") in grid.rows
    assert ("DoD/OSD", "A", "1 of 1") in grid.rows
    assert ("DOJ", "X", "0 of 1") in grid.rows
    assert grid.rows[-1] == ("Members present", "2 of 3")
    assert ("DoD/OSD", "0", "1", "0", "0", "0", "0", "1 of 1") in levels.rows
    assert "Quorum: 2 of 3 agencies present, 2 needed." in said(document)
    assert "P in person, A by alternate, V remote, X excused, Z absent" in said(document)


def test_meeting_ahead_is_not_counted_and_one_without_records_says_so(desk: Desk) -> None:
    assert "No meeting was held" in said(attendance_report(desk.session.reading, today=TODAY))
    hold(desk)
    text = said(attendance_report(desk.session.reading, today=TODAY))
    assert "Attendance was not recorded." in text


def test_many_meetings_lie_across_and_the_year_ends_with_december(desk: Desk) -> None:
    for month in range(8, 14):
        day = third_thursday(2015 + month // 13, (month - 1) % 12 + 1)
        meeting = open_on(desk, day)
        hold(desk, meeting)
    hold(desk)

    document = attendance_report(desk.session.reading, today=TODAY, year=2015)

    assert document.is_landscape
    (grid, _) = tables(document)
    assert [column.header for column in grid.columns][1:-1] == [
        *("16 Jul", "20 Aug", "17 Sep", "15 Oct", "19 Nov", "17 Dec")
    ]
    of_2016 = attendance_report(desk.session.reading, today=TODAY, year=2016)
    assert "21 Jan" in said(of_2016)
    assert not of_2016.is_landscape


def test_a_full_year_is_two_tables_of_six(desk: Desk) -> None:
    hold(desk)
    reading = desk.session.reading
    (row,) = (one for one in reading.meetings.meetings() if one.id == desk.meeting_id)
    year = [
        row._replace(wall_start=row.wall_start.replace(month=month), number=month)
        for month in range(1, 13)
    ]

    class Meetings:
        def meetings(self) -> list[MeetingRow]:
            return year

    class Reading:
        board, minutes, meetings = reading.board, reading.minutes, Meetings()

    document = attendance_report(Reading(), today=TODAY)  # type: ignore[arg-type]  # what it reads
    first, second, _ = tables(document)
    heads = [[column.header for column in table.columns] for table in (first, second)]
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    days = [f"16 {month}" for month in months]
    assert heads == [["Agency", *days[:6]], ["Agency", *days[6:], "Present"]]
    assert ("State", *"??????", "0 of 12") in second.rows


def third_thursday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 14)


# All of them


# The clearance record has a test of its own: it needs a round.
@pytest.mark.parametrize("kind", [one for one in PaperKind if one is not PaperKind.CLEARANCE])
def test_every_paper_speaks_french_and_says_so(kind: PaperKind, desk: Desk) -> None:
    desk.action("Memo", lead_id=desk.agencies["state"], due_on=date(2015, 7, 1))
    review = None
    if kind is PaperKind.REVIEW:
        review = desk.do(reviews.StartReview(country_id=country(desk, "BI"), as_of=TODAY))
    in_french(desk)
    if kind is PaperKind.SUPPLEMENT:
        item = desk.item()
        meeting = desk.meeting()
        desk.do(PublishAgenda(id=meeting.id, version=meeting.version))
        desk.do(Attach(item_id=item.id, file_name="Note.pdf", content=PDF))
    wanted = Wanted(
        kind=kind,
        id=review or desk.meeting_id,
        agency_id=desk.agencies["state"] if kind is PaperKind.FOLLOW_UP else None,
    )
    whole = paper_document(desk.session.reading, wanted, today=TODAY)
    document = whole.front if isinstance(whole, Book) else whole
    assert document.language == "fr"
    assert document.words.page == "Page {page} sur {pages}"
    text = said(document)
    for english in ("As of", "Lead:", "meeting", "overdue", "Action items", "July"):
        assert english not in text
    assert document.title[0].isupper()


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (PaperKind.AGENDA, "2015-07 agenda.pdf"),
        (PaperKind.MINUTES, "2015-07 minutes.pdf"),
        (PaperKind.REGISTER, "action register 2015-07-20.pdf"),
        (PaperKind.DECISIONS, "decision register 2015-07-20.pdf"),
        (PaperKind.WATCH_LIST, "watch list 2015-07-20.pdf"),
        (PaperKind.FOLLOW_UP, "follow-up DoD-OSD 2015-07-20.pdf"),
        (PaperKind.ATTENDANCE, "attendance 2015.pdf"),
    ],
)
def test_papers_are_named_well(kind: PaperKind, name: str, desk: Desk) -> None:
    agency = desk.agencies["dod"] if kind is PaperKind.FOLLOW_UP else None
    wanted = Wanted(kind=kind, id=desk.meeting_id, agency_id=agency)
    assert paper_name(desk.session.reading, wanted, today=TODAY) == name


def test_paper_of_a_meeting_needs_its_meeting(desk: Desk) -> None:
    with pytest.raises(Invalid, match="which meeting or review"):
        paper_document(desk.session.reading, Wanted(kind=PaperKind.AGENDA), today=TODAY)


def test_every_member_and_the_chair_get_a_report(desk: Desk) -> None:
    found = reporting_agencies(desk.session.reading, TODAY)
    assert set(found) == set(desk.agencies.values())


def test_five_thousand_decisions_keep_each_its_own_positions(desk: Desk) -> None:
    item = desk.item("Sudan")
    desk.decision(item)
    reading = desk.session.reading
    (row,) = reading.minutes.decisions()
    state = PositionRow(RecordId(1), 1, row.id, RecordId(1), "State", Stance.ABSTAIN, "")

    class Minutes:
        def decisions(self) -> list[DecisionRow]:
            return [
                row._replace(id=RecordId(number), reference=f"D-{number}") for number in range(5000)
            ]

        def positions(self, _: RecordId) -> list[PositionRow]:
            return [state._replace(decision_id=RecordId(number)) for number in range(0, 5000, 2)]

    class Reading:
        board, actions, meetings, minutes = (
            *(reading.board, reading.actions, reading.meetings),
            Minutes(),
        )

    document = decision_register(Reading(), today=TODAY)  # type: ignore[arg-type]  # what it reads
    boxes = [block for block in document.blocks if isinstance(block, DecisionBox)]
    assert len(boxes) == 5000
    assert sum(box.positions == "Abstain 1 (State)" for box in boxes) == 2500
    assert "5,000 decisions at 1 meeting" in said(document)
