"""The clearance record: the exact version, who was asked, what each answered, what came of it."""

from collections.abc import Iterator, Sequence

from board_app.domain.base import RecordId
from board_app.domain.clearing import Answer, Resolution, RoundOutcome
from board_app.domain.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyFacts,
    PageBreak,
    Pair,
    Paragraph,
    SignatureBlock,
    Table,
    TextStyle,
    TitleBlock,
)
from board_app.domain.portion import MarkedText
from board_app.domain.wall_time import WallTime
from board_app.domain.words import place
from board_app.services.clearance_rows import ApprovalRow, CommentRow, ResponseRow, RoundRow
from board_app.services.papers.frozen_words import said_place
from board_app.services.papers.marked_now import marked_now
from board_app.services.papers.marks import Portions
from board_app.services.papers.setting import (
    Setting,
    designation,
    meeting_name,
    setting_of,
)
from board_app.services.papers.variants import Variant
from board_app.services.papers.words import Words
from board_app.services.reading import Reading

_ANSWERS = (Answer.CONCUR, Answer.COMMENT, Answer.NON_CONCUR, Answer.NONE)


def clearance_document(reading: Reading, round_id: RecordId) -> Document:
    """Return the record of one round; raises NotFound."""
    row = reading.clearance.round(round_id)
    setting = setting_of(reading, row.meeting_id)
    texts = [reading.clearance.sent(round_id)]
    if row.cleared_sha256:
        texts.append(reading.clearance.cleared(round_id))
    marked = [marked_now(reading, row.meeting_id, one, setting.scheme) for one in texts]
    portions = Portions.over([one for text in marked for one in text.portions], setting.scheme)
    responses = reading.clearance.responses(round_id)
    comments = reading.clearance.comments(round_id)
    words = setting.words
    meeting = meeting_name(setting.meeting, words)
    name = words.say("Clearance record of the minutes of the {meeting}", meeting=meeting)
    title = TitleBlock(setting.board.name, name, tuple(_facts(row, words)))
    blocks = (
        title,
        *_typed(row, portions, words),
        Heading(words.say("Positions"), portion=portions.open),
        Paragraph(counts(responses, words), portions.open),
        positions_table(row, responses, portions, words),
        Heading(words.say("Resolution of comments"), portion=portions.open),
        resolution_table(comments, portions, words),
        *_approval(reading.clearance.approval(row.meeting_id), row, setting, portions),
    )
    return Document(
        title=name,
        subject=f"{setting.board.name}: {words.say('clearance of minutes')}",
        author=setting.board.name,
        blocks=blocks,
        banner=portions.banner,
        language=words.tag,
        words=words.page_words,
        paper=setting.paper,
        designation=designation(setting, portions),
        reference=f"{setting.meeting.reference}/{words.say('clearance')} {row.number}",
        version=words.say("text {hash}", hash=row.sent_sha256[:12]),
        state=round_state(row, words),
    )


def round_state(row: RoundRow, words: Words) -> str:
    """Return how a round stands: "Open: answers until …" or "Cleared under silence on …"."""
    if row.state.is_live:
        state = words.say(row.state.label)
        return words.say(
            "{state}: answers until {deadline}", state=state, deadline=_due(row, words)
        )
    outcome = words.say(row.outcome.label)
    if not row.closed_at:
        return outcome
    at = words.moment(row.closed_at, row.zone)
    return words.say("{outcome} on {at}", outcome=outcome, at=at)


def clearance_state(row: RoundRow, words: Words) -> str:
    """Return the state line of minutes in clearance, "DRAFT for clearance, version 3 of …"."""
    opened = words.day(WallTime.from_utc(row.opened_at, row.zone).at.date())
    if row.state.is_live:
        told = "DRAFT for clearance, version {number} of {day}"
        return words.say(told, number=row.number, day=opened)
    version = words.say("version {number} of {at}", number=row.number, at=opened)
    return f"{round_state(row, words)}, {version}"


def sent_facts(row: RoundRow, words: Words) -> tuple[Pair, ...]:
    """Return what stands above a text that is sent for comments."""
    how = "concur, concur with comment, or non-concur with the reason"
    told = (
        (words.say("Answers until"), _due(row, words)),
        (words.say("Silence"), words.say(row.silence.sentence)),
        (words.say("Answer with"), words.say(how)),
        (words.say("Comment with"), words.say("comments and tracked changes in this file")),
        (words.say("Note"), row.note.strip()),
        ("SHA-256", row.sent_sha256),
    )
    return tuple((label, value) for label, value in told if value)


def clearance_section(
    reading: Reading, row: RoundRow, portions: Portions, variant: Variant, words: Words
) -> Iterator[Block]:
    """Yield the clearance record as the last part of the minutes."""
    responses = reading.clearance.responses(row.id)
    comments = reading.clearance.comments(row.id)
    yield Heading(words.say("Clearance record"), portion=portions.open)
    yield KeyFacts(tuple(_facts(row, words)))
    yield from _typed(row, portions, words)
    yield Paragraph(counts(responses, words), portions.open)
    if not variant.is_attributed:
        return
    yield positions_table(row, responses, portions, words)
    if comments:
        settled = sum(one.resolution is not Resolution.OPEN for one in comments)
        told = words.say(
            "{comments}, {settled} resolved; the clearance record has them one by one.",
            comments=words.count(len(comments), "comment"),
            settled=settled,
        )
        yield Paragraph(told, portions.open)


def approval_page(approval: ApprovalRow, setting: Setting, portions: Portions) -> Iterator[Block]:
    """Yield the page that is signed: what was approved, by its hashes, and lines for hands."""
    words = setting.words
    at = words.moment(approval.approved_at, setting.meeting.zone)
    number = words.number(approval.head_number)
    yield PageBreak()
    yield Heading(words.say("Approval"), portion=portions.open)
    yield Paragraph(
        words.say(
            "The minutes of the {meeting} are approved as printed here and locked. "
            "A correction is made by a later meeting.",
            meeting=meeting_name(setting.meeting, words),
        ),
        portions.open,
    )
    by = at
    if approval.person:
        by = words.say("{at}, recorded by {person}", at=at, person=approval.person)
    yield KeyFacts(
        (
            (words.say("Approved"), by),
            (words.say("SHA-256 of the text"), approval.approved_sha256),
            (words.say("Last change"), words.say("no. {number}", number=number)),
            (words.say("Its SHA-256"), approval.head),
        )
    )
    chair = approval.chair or setting.meeting.chair
    secretary = (words.say("for the secretariat"), approval.secretary)
    yield SignatureBlock(signers=((words.say("in the chair"), chair), secretary))


def counts(responses: Sequence[ResponseRow], words: Words) -> str:
    """Return "Of 11 agencies asked: concur 8, concur with comment 2, no response 1."."""
    said = [
        f"{words.say(answer.label).lower()} {number}"
        for answer in _ANSWERS
        if (number := sum(one.answer is answer for one in responses))
    ]
    asked = words.count(len(responses), "agency")
    return words.say("Of {agencies} asked: {said}.", agencies=asked, said=", ".join(said))


def positions_table(
    row: RoundRow, responses: Sequence[ResponseRow], portions: Portions, words: Words
) -> Table:
    """Return who answered what and when."""
    columns = (
        Column(words.say("Agency"), names_row=True),
        Column(words.say("Position")),
        Column(words.say("By and why"), 1.0),
        Column(words.say("On"), align=Align.RIGHT),
    )
    rows = tuple(
        (
            one.agency,
            _answer(one, row, words),
            _why(one, portions),
            words.moment(one.answered_at, row.zone) if one.answered_at else "–",
        )
        for one in responses
    )
    return Table(columns, rows, when_empty=words.say("Nobody was asked."))


def resolution_table(comments: Sequence[CommentRow], portions: Portions, words: Words) -> Table:
    """Return each comment with what was proposed and what came of it."""
    columns = (
        Column(words.say("No."), names_row=True),
        Column(words.say("Agency and place"), 0.2),
        Column(words.say("Comment"), 0.27),
        Column(words.say("Proposed"), 0.27),
        Column(words.say("Resolution"), 0.26),
    )
    rows = tuple(
        (
            str(one.number),
            _lines(one.agency, said_place(one.place, words), words.say(one.kind.label)),
            MarkedText(portions.whole, _comment(one, words)),
            one.proposed.strip() or "–",
            _lines(words.say(one.resolution.label), one.answer.strip()),
        )
        for one in comments
    )
    return Table(columns, rows, when_empty=words.say("No comments were made."))


def _facts(row: RoundRow, words: Words) -> Iterator[Pair]:
    sent = words.moment(row.opened_at, row.zone)
    yield words.say("Version"), words.say("{number}, sent on {at}", number=row.number, at=sent)
    yield words.say("SHA-256 as sent"), row.sent_sha256
    yield words.say("Deadline"), _due(row, words)
    if row.slips:
        yield words.say("First deadline"), _due(row._replace(wall_due=row.first_wall_due), words)
    yield words.say("Silence"), words.say(row.silence.label)
    if not row.state.is_live:
        yield words.say("Outcome"), round_state(row, words)
    if row.cleared_sha256 and row.cleared_sha256 != row.sent_sha256:
        cleared = words.say("{hash} (with the accepted comments)", hash=row.cleared_sha256)
        yield words.say("SHA-256 as cleared"), cleared


def _typed(row: RoundRow, portions: Portions, words: Words) -> Iterator[Block]:
    """Yield what the secretariat wrote about a round: it may repeat any portion of the text."""
    if row.note.strip():
        yield Paragraph(words.say("Note: {text}", text=row.note.strip()), portions.whole)
    if row.reason:
        yield Paragraph(words.say("Reason: {what}", what=row.reason), portions.whole)


def _due(row: RoundRow, words: Words) -> str:
    """Return "17:00 on Friday 17 July 2015 (New York time)"."""
    return words.say(
        "{time} on {day} ({place} time)",
        time=words.clock(row.wall_due.time()),
        day=words.day_long(row.wall_due.date()),
        place=place(row.zone),
    )


def _approval(
    approval: ApprovalRow | None, row: RoundRow, setting: Setting, portions: Portions
) -> Iterator[Block]:
    if approval is not None and approval.round_id == row.id:
        words = setting.words
        at = words.moment(approval.approved_at, setting.meeting.zone)
        yield Heading(words.say("Approval"), portion=portions.open)
        yield Paragraph(words.say("Approved on {at}.", at=at), portions.open)
        sha256 = f"SHA-256 {approval.approved_sha256}"
        yield Paragraph(sha256, portions.open, TextStyle.SMALL)


def _answer(one: ResponseRow, row: RoundRow, words: Words) -> Cell:
    answer = words.say(one.answer.label)
    is_silent = one.answer is Answer.NONE and row.outcome is RoundOutcome.UNDER_SILENCE
    return (answer, words.say("concurs by silence")) if is_silent else answer


def _why(one: ResponseRow, portions: Portions) -> Cell:
    # What an agency says of a text may repeat any portion of it.
    note = one.note.strip()
    return _lines(one.person, MarkedText(portions.whole, note) if note else "") or "–"


def _comment(one: CommentRow, words: Words) -> str:
    quoted = " ".join(one.concerned.split())
    said = one.rationale.strip()
    if not quoted:
        return said or "–"
    if not said:
        return words.say("On “{text}”", text=quoted)
    return words.say("On “{text}”: {said}", text=quoted, said=said)


def _lines(*lines: str) -> Cell:
    kept = tuple(line for line in lines if line)
    return kept if len(kept) > 1 else "".join(kept)
