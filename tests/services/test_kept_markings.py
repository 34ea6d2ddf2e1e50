"""What is shown in a second place keeps its marking: earlier reviews, earlier agendas, copies."""

from datetime import datetime, timedelta
from pathlib import Path

import docx
import pytest

from board_app import bootstrap
from board_app.domain.agenda import AgendaItem
from board_app.domain.base import RecordId
from board_app.domain.clearance import ClearanceRound
from board_app.domain.clearing import Answer, Resolution
from board_app.domain.document import Document, texts_in
from board_app.domain.errors import NotPossible
from board_app.domain.review import Review
from board_app.domain.risk import RiskLevel, Tier
from board_app.services import (
    agenda,
    archive,
    decisions,
    meetings,
    minutes,
    reviews,
    watch,
)
from board_app.services import clearance_comments as remarks
from board_app.services.board import AddCountry
from board_app.services.markings import UseScheme
from board_app.services.papers.agenda import agenda_document
from board_app.services.papers.clearance import clearance_document
from board_app.services.papers.minutes import minutes_document
from board_app.services.papers.release import released
from board_app.services.papers.review import review_document
from board_app.services.papers.watch_list import watch_list_document
from tests.desk import MEETING_DAY, Desk
from tests.services.test_markings import OWN
from tests.services.test_release import CUI, OPEN
from tests.services.test_rules_clearance import (
    answer,
    approve,
    close,
    comment,
    held,
    opened,
    sheet,
)


def said(document: Document) -> str:
    return "\n".join(texts_in(document))


def as_released(desk: Desk, document: Document) -> str:
    """Return what the variant for everybody says."""
    return said(released(document, desk.session.board(), CUI, OPEN))


def sudan(desk: Desk) -> RecordId:
    return next(one.id for one in desk.session.reading.board.countries() if one.alpha2 == "SD")


def adopted(desk: Desk, country: RecordId, level: RiskLevel, **marked: object) -> RecordId:
    """Adopt a review of a country whose first factor has the level of the whole."""
    item = desk.item("Review")
    id = desk.do(reviews.StartReview(country_id=country, item_id=item.id, **marked))
    desk.do(reviews.ReviseReview(id=id, level=level))
    desk.do(reviews.RateFactor(review_id=id, factor=1, level=level, rationale="As seen."))
    desk.do(reviews.WriteSection(id=id, section="situation", text="Roads are closed."))
    version = desk.record(Review, id).version
    desk.do(reviews.AdoptReview(id=id, version=version, decision="To adopt it."))
    return id


def publish(desk: Desk) -> None:
    meeting = desk.meeting()
    desk.do(meetings.PublishAgenda(id=meeting.id, version=meeting.version))
    desk.clock.go(timedelta(hours=1))


def revise(desk: Desk, item: AgendaItem, **new: object) -> None:
    old = desk.record(AgendaItem, item.id)
    kept = {name: getattr(old, name) for name in agenda.ReviseItem.model_fields}
    desk.do(agenda.ReviseItem(**{**kept, **new}))


def agenda_of(desk: Desk) -> Document:
    return agenda_document(desk.session.reading, desk.meeting_id, today=MEETING_DAY)


def test_review_that_takes_over_an_earlier_one_is_marked_like_it(desk: Desk) -> None:
    adopted(desk, sudan(desk), RiskLevel.HIGH, marking=1, handling="NOFORN")

    taken = desk.do(reviews.StartReview(country_id=sudan(desk), from_last=True))

    review = desk.record(Review, taken)
    assert review.situation == "Roads are closed."
    assert (review.marking, review.handling) == (1, "NOFORN")


def test_review_that_takes_over_nothing_is_marked_as_it_is_said(desk: Desk) -> None:
    adopted(desk, sudan(desk), RiskLevel.HIGH, marking=1, handling="NOFORN")
    id = desk.do(reviews.StartReview(country_id=sudan(desk)))
    assert desk.record(Review, id).marking == 0


def test_review_marks_what_the_one_before_said(desk: Desk) -> None:
    adopted(desk, sudan(desk), RiskLevel.SEVERE, marking=1, handling="NOFORN")
    later = adopted(desk, sudan(desk), RiskLevel.LOW)

    document = review_document(desk.session.reading, later, today=MEETING_DAY)

    assert document.banner == "CUI//NOFORN"
    assert "5 Severe" in said(document)
    assert "said 5 Severe" not in as_released(desk, document)
    assert "As seen." not in as_released(desk, document)
    assert "1 Low, steady, with low confidence." in as_released(desk, document)


def test_watch_list_marks_the_level_that_a_country_had_before(desk: Desk) -> None:
    desk.do(watch.WatchCountry(country_id=sudan(desk), tier=Tier.WATCH, reason="Elections"))
    adopted(desk, sudan(desk), RiskLevel.SEVERE, marking=1)
    adopted(desk, sudan(desk), RiskLevel.LOW)

    document = watch_list_document(desk.session.reading, today=MEETING_DAY)

    assert document.banner == "CUI"
    assert "(CUI) Before: 5 Severe" in said(document)
    # The one that is left is in the key of the map.
    assert as_released(desk, document).count("5 Severe") == 1
    # The map shows what stands, which is open.
    assert "Sudan (1 Low, steady)" in as_released(desk, document)


def test_country_beside_the_map_is_withheld_like_its_level(desk: Desk) -> None:
    away = desk.do(AddCountry(alpha2="XX", alpha3="XXX", name="Elsewhere"))
    desk.do(watch.WatchCountry(country_id=away, tier=Tier.WATCH, reason="Elections"))
    adopted(desk, away, RiskLevel.SEVERE, marking=1)

    document = watch_list_document(desk.session.reading, today=MEETING_DAY)

    assert "The map has no place for Elsewhere." in said(document)
    assert "Elsewhere" not in as_released(desk, document)


@pytest.mark.parametrize("is_taken_off", [False, True])
def test_item_that_is_marked_later_is_marked_in_earlier_versions_too(
    desk: Desk, *, is_taken_off: bool
) -> None:
    desk.item("Sudan")
    quiet = desk.item("Quiet sources")
    publish(desk)
    revise(desk, quiet, minutes=25)
    publish(desk)
    revise(desk, quiet, marking=1)
    if is_taken_off:
        publish(desk)
        version = desk.record(AgendaItem, quiet.id).version
        desk.do(archive.Archive(table="agenda_item", id=quiet.id, version=version))

    document = agenda_of(desk)

    assert "(CUI) Quiet sources" in said(document)
    assert "(U) Quiet sources" not in said(document)
    assert "Quiet sources" not in as_released(desk, document)


def test_agenda_of_a_meeting_that_was_moved_is_no_published_one(desk: Desk) -> None:
    desk.item("Sudan")
    publish(desk)
    assert agenda_of(desk).state.startswith("Published version 1 of")

    meeting = desk.meeting()
    desk.do(
        meetings.MoveMeeting(
            id=meeting.id,
            version=meeting.version,
            wall_start=datetime(2015, 7, 17, 9),  # noqa: DTZ001  (a wall time)
            reason="Holiday",
        )
    )

    assert agenda_of(desk).state.startswith("DRAFT with changes since the published version 1")
    assert agenda_of(desk).version == "draft after version 1"
    publish(desk)
    assert agenda_of(desk).state.startswith("Published version 2 of")


def internal(desk: Desk) -> RecordId:
    """Hold a meeting in the words of another scheme, and send its minutes."""
    held(desk)
    desk.do(UseScheme(body=OWN, mapping={"CUI": "L"}))
    desk.do(meetings.WriteSummary(id=desk.meeting_id, text="A mission is sent."))
    (decision,) = desk.session.reading.minutes.decisions(desk.meeting_id)
    desk.do(
        decisions.ReviseDecision(
            id=decision.id,
            version=decision.version,
            text=decision.text,
            marking=2,
            handling="HOME ONLY",
        )
    )
    return opened(desk)


def test_minutes_of_a_third_level_are_cleared_and_approved(desk: Desk) -> None:
    round_id = internal(desk)
    assert desk.record(ClearanceRound, round_id).marking == 2
    answer(desk, round_id, Answer.CONCUR, *desk.agencies)
    close(desk, round_id)
    approve(desk)


def test_text_for_comments_is_marked_by_the_scheme_in_force(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "text.docx"
    bootstrap.write_for_comments(desk.session, internal(desk), target)

    document = docx.Document(str(target))

    lines = [one.text for one in document.paragraphs]
    head, foot = document.sections[0].header, document.sections[0].footer
    assert [head.paragraphs[0].text, foot.paragraphs[0].text] == ["LIMITED//HOME ONLY"] * 2
    assert "(L//HOME ONLY) To send a mission." in lines
    assert "(P) Roads are closed." in lines
    # It may repeat any portion, and its limits with them.
    assert "(L//HOME ONLY) A mission is sent." in lines


def test_a_limit_that_nobody_asked_for_keeps_minutes_from_being_cleared(desk: Desk) -> None:
    held(desk)
    (row,) = desk.session.reading.minutes.decisions(desk.meeting_id)
    kept = {"id": row.id, "text": row.text, "marking": 1}
    desk.do(decisions.ReviseDecision(**kept, version=row.version))
    round_id = opened(desk)
    answer(desk, round_id, Answer.CONCUR, *desk.agencies)
    note = next(one.key for one in sheet(desk).text.portions if one.kind.value == "note")
    asked = comment(desk, round_id, "state", portion=note)
    desk.do(remarks.ResolveComment(id=asked, resolution=Resolution.ACCEPTED))
    (block,) = (one for one in desk.session.reading.minutes.blocks(desk.meeting_id) if one.text)
    desk.do(minutes.ReviseNote(id=block.id, version=block.version, text="Roads are open."))
    version = desk.session.reading.minutes.decisions(desk.meeting_id)[0].version
    desk.do(decisions.ReviseDecision(**kept, version=version, handling="NOFORN"))

    assert [one.place for one in sheet(desk).changes or ()] == ["Item 1", "Item 1, D-2015-01"]
    with pytest.raises(NotPossible, match=r"changed since it was sent \(Item 1, D-2015-01\)"):
        close(desk, round_id)


def controlled(desk: Desk) -> None:
    """Hold a meeting with a controlled decision."""
    held(desk)
    mark(desk, 1)


def mark(desk: Desk, marking: int) -> None:
    (row,) = desk.session.reading.minutes.decisions(desk.meeting_id)
    desk.do(
        decisions.ReviseDecision(id=row.id, version=row.version, text=row.text, marking=marking)
    )


def record_of(desk: Desk, round_id: RecordId) -> Document:
    return clearance_document(desk.session.reading, round_id)


def minutes_of(desk: Desk) -> Document:
    return minutes_document(desk.session.reading, desk.meeting_id, today=MEETING_DAY)


def test_what_is_written_about_a_round_is_withheld_with_its_text(desk: Desk) -> None:
    controlled(desk)
    round_id = opened(desk, note="Look at the mission.")
    answer(desk, round_id, Answer.CONCUR, *desk.agencies)
    close(desk, round_id, reason="The mission stands.")

    for paper in (record_of(desk, round_id), minutes_of(desk)):
        for words in ("Note: Look at the mission.", "Reason: The mission stands."):
            assert words in said(paper)
        assert "mission" not in as_released(desk, paper)


def test_answer_on_a_text_that_was_opened_since_keeps_the_marking_of_that_text(desk: Desk) -> None:
    controlled(desk)
    round_id = opened(desk)
    answer(desk, round_id, Answer.CONCUR, "nsc", "state", "doj")
    answer(desk, round_id, Answer.CONCUR, "dod", note="Nothing of the mission abroad.")
    asked = comment(desk, round_id, "dod")
    desk.do(remarks.ResolveComment(id=asked, resolution=Resolution.ACCEPTED))
    mark(desk, 0)
    close(desk, round_id)
    approve(desk)

    paper = minutes_of(desk)

    assert paper.banner == "CUI"
    assert "(CUI) Nothing of the mission abroad." in said(paper)
    assert "mission abroad" not in as_released(desk, paper)
    assert "To send a mission." in as_released(desk, paper)


def test_approved_text_alone_has_its_own_marking(desk: Desk) -> None:
    controlled(desk)
    round_id = opened(desk)
    answer(desk, round_id, Answer.CONCUR, *desk.agencies)
    asked = comment(desk, round_id, "dod")
    desk.do(remarks.ResolveComment(id=asked, resolution=Resolution.ACCEPTED))
    mark(desk, 0)
    close(desk, round_id)
    approve(desk)
    assert minutes_of(desk).banner == "UNCLASSIFIED"
