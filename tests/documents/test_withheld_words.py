"""No word of a controlled portion stands in any variant that withholds it, nowhere in the file."""

import io
from collections.abc import Iterator
from datetime import date, timedelta

import pikepdf
import pypdfium2
import pytest

from board_app import bootstrap
from board_app.domain.agenda import AgendaItem
from board_app.domain.base import RecordId
from board_app.domain.clearing import Answer, Resolution
from board_app.domain.decision import Stance
from board_app.domain.document import texts_in
from board_app.domain.meeting import MeetingState
from board_app.domain.review import SECTIONS, Review, RiskLevel
from board_app.services import actions, agenda, decisions, meetings, minutes, reviews
from board_app.services import clearance_comments as remarks
from board_app.services.papers.kinds import PaperKind, Wanted
from board_app.services.papers.making import DraftPaper, MadePaper
from board_app.services.papers.release import Release
from tests.desk import Desk
from tests.services.test_kept_markings import sudan
from tests.services.test_rules_clearance import answer, approve, close, opened

OPEN = Release(0, leaves_out=True)
QUIET = "QZX"
"""Every controlled text begins so, and nothing else of the board does."""


def word(number: int) -> str:
    return f"{QUIET}{number:03}"


def words() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield word(number)


@pytest.fixture
def quiet(desk: Desk) -> tuple[Desk, RecordId, RecordId]:
    return desk, *filled(desk, words())


def filled(desk: Desk, say: Iterator[str]) -> tuple[RecordId, RecordId]:  # long: all that is typed
    """Write a controlled text into every place that has one; return the review and a round."""
    held = {"marking": 1}
    state, dod = desk.agencies["state"], desk.agencies["dod"]
    item = desk.item(next(say), purpose=next(say), lead_id=state, **held)
    renamed = desk.item(next(say), purpose=next(say), **held)
    publish(desk)
    old = desk.record(AgendaItem, renamed.id)
    kept = {name: getattr(old, name) for name in agenda.ReviseItem.model_fields}
    desk.do(agenda.ReviseItem(**{**kept, "title": next(say), "purpose": next(say)}))
    review = desk.do(
        reviews.StartReview(country_id=sudan(desk), item_id=item.id, note=next(say), **held)
    )
    desk.do(reviews.ReviseReview(id=review, level=RiskLevel.SEVERE))
    desk.do(reviews.RateFactor(review_id=review, factor=1, level=5, rationale=next(say)))
    for section, _ in SECTIONS:
        desk.do(reviews.WriteSection(id=review, section=section, text=next(say)))
    place = {"meeting_id": desk.meeting_id, "item_id": item.id}
    go_to(desk, MeetingState.IN_SESSION)
    desk.do(meetings.WriteSummary(id=desk.meeting_id, text=next(say)))
    desk.do(minutes.AddNote(**place, text=next(say), **held))
    decision = desk.do(
        decisions.RecordDecision(
            **place, text=next(say), mandate=next(say), limits=next(say), **held
        )
    )
    for agency, stance in ((state, Stance.CONCUR), (dod, Stance.NON_CONCUR)):
        desk.do(
            decisions.TakePosition(
                decision_id=decision, agency_id=agency, stance=stance, note=next(say)
            )
        )
    for where in (place, {"opened_on": date(2015, 6, 1)}):
        task = desk.action(
            next(say), deliverable=next(say), measure=next(say), lead_id=state, **held, **where
        )
        new_date = {"new_due_on": date(2015, 9, 1), "reason": next(say), "evidence": next(say)}
        desk.do(actions.LogFollowUp(action_id=task.id, text=next(say), **new_date))
    version = desk.record(Review, review).version
    desk.do(reviews.AdoptReview(id=review, version=version, decision_id=decision))
    go_to(desk, MeetingState.ADJOURNED)
    round_id = opened(desk, note=next(say))
    answer(desk, round_id, Answer.CONCUR, *desk.agencies, note=next(say))
    made = desk.do(
        remarks.MakeComment(
            round_id=round_id,
            agency_id=dod,
            concerned=next(say),
            proposed=next(say),
            rationale=next(say),
        )
    )
    desk.do(remarks.ResolveComment(id=made, resolution=Resolution.REJECTED, answer=next(say)))
    return review, round_id


def publish(desk: Desk) -> None:
    meeting = desk.meeting()
    desk.do(meetings.PublishAgenda(id=meeting.id, version=meeting.version))
    desk.clock.go(timedelta(hours=1))


def go_to(desk: Desk, state: MeetingState) -> None:
    version = desk.meeting().version
    desk.do(meetings.ChangeMeetingState(id=desk.meeting_id, version=version, state=state))


def wanted(desk: Desk, review: RecordId, round_id: RecordId) -> Iterator[Wanted]:
    """Yield every paper but the books, of which nothing is left out."""
    yield Wanted(kind=PaperKind.AGENDA, id=desk.meeting_id)
    for variant in ("attributed", "non-attributed", "draft"):
        yield Wanted(kind=PaperKind.MINUTES, id=desk.meeting_id, variant=variant)
    yield Wanted(kind=PaperKind.REVIEW, id=review)
    yield Wanted(kind=PaperKind.CLEARANCE, id=round_id)
    for extent in ("open", "all", "changed"):
        for form in ("compact", "full"):
            yield Wanted(kind=PaperKind.REGISTER, extent=extent, form=form)
    for kind in (PaperKind.DECISIONS, PaperKind.WATCH_LIST, PaperKind.ATTENDANCE):
        yield Wanted(kind=kind)
    yield Wanted(kind=PaperKind.FOLLOW_UP, agency_id=desk.agencies["state"])


def all_of(made: MadePaper) -> str:
    """Return all that a file says: its pages, its structure, its outline, its properties."""
    document = pypdfium2.PdfDocument(made.pdf)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    with pikepdf.open(io.BytesIO(made.pdf)) as opened_file:
        found += [str(opened_file.docinfo), bytes(opened_file.Root.Metadata.read_bytes()).decode()]
        found += [str(entry.title) for entry in opened_file.open_outline().root]
        for one in opened_file.objects:
            if isinstance(one, pikepdf.Dictionary):
                found += [str(one[key]) for key in ("/Alt", "/ActualText", "/Title") if key in one]
    return "\n".join([*found, made.draft.name])


def said(draft: DraftPaper) -> str:
    return "\n".join(texts_in(draft.document))


@pytest.mark.parametrize("is_approved", [False, True])
def test_no_word_that_is_withheld_stands_anywhere(
    quiet: tuple[Desk, RecordId, RecordId], *, is_approved: bool
) -> None:
    desk, review, round_id = quiet
    if is_approved:
        close(desk, round_id, reason=word(999))
        approve(desk)
    for one in wanted(desk, review, round_id):
        whole = bootstrap.draft_paper(desk.session, one)
        variant = bootstrap.draft_paper(desk.session, one, OPEN)
        has_words = one.kind not in (PaperKind.ATTENDANCE, PaperKind.WATCH_LIST)
        assert (QUIET in said(whole)) == has_words, one
        assert QUIET not in said(variant), one
        assert QUIET not in all_of(bootstrap.make_paper(variant)), one
        assert variant.front.banner == "UNCLASSIFIED", one
