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
from board_app.domain.words import count
from board_app.services.clearance_rows import ApprovalRow, CommentRow, ResponseRow, RoundRow
from board_app.services.clearance_sheet import deadline_in_words
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

# What is said of clearance is not translated yet: its dates keep to the words around them.
_ENGLISH = Words()


def clearance_document(reading: Reading, round_id: RecordId) -> Document:
    """Return the record of one round; raises NotFound."""
    row = reading.clearance.round(round_id)
    setting = setting_of(reading, row.meeting_id)
    portions = Portions.over(reading.clearance.sent(round_id).portions, setting.scheme)
    responses = reading.clearance.responses(round_id)
    comments = reading.clearance.comments(round_id)
    name = f"Minutes of the {meeting_name(setting.meeting, setting.words)}"
    title = TitleBlock(setting.board.name, f"Clearance record: {name}", tuple(_facts(row)))
    blocks = (
        title,
        Heading("Positions", portion=portions.open),
        Paragraph(counts(responses), portions.whole),
        positions_table(row, responses, portions),
        Heading("Resolution of comments", portion=portions.open),
        resolution_table(comments, portions),
        *_approval(reading.clearance.approval(row.meeting_id), row, setting, portions),
    )
    return Document(
        title=f"Clearance record of the {meeting_name(setting.meeting, setting.words)}",
        subject=f"{setting.board.name}: clearance of minutes",
        author=setting.board.name,
        blocks=blocks,
        banner=portions.banner,
        paper=setting.paper,
        designation=designation(setting, portions),
        reference=f"{setting.meeting.reference}/clearance {row.number}",
        version=f"text {row.sent_sha256[:12]}",
        state=round_state(row),
    )


def round_state(row: RoundRow) -> str:
    """Return how a round stands: "Open until …" or "Cleared under silence on …"."""
    if row.state.is_live:
        return f"{row.state.label}: answers until {deadline_in_words(row)}"
    closed = f" on {_ENGLISH.moment(row.closed_at, row.zone)}" if row.closed_at else ""
    return f"{row.outcome.label}{closed}"


def clearance_state(row: RoundRow) -> str:
    """Return the state line of minutes in clearance, "DRAFT for clearance, version 3 of …"."""
    opened = _ENGLISH.day(WallTime.from_utc(row.opened_at, row.zone).at.date())
    if row.state.is_live:
        return f"DRAFT for clearance, version {row.number} of {opened}"
    by = "under silence " if row.outcome is RoundOutcome.UNDER_SILENCE else ""
    closed = _ENGLISH.moment(row.closed_at, row.zone) if row.closed_at else ""
    return f"Cleared {by}on {closed}, version {row.number} of {opened}"


def sent_facts(row: RoundRow) -> tuple[Pair, ...]:
    """Return what stands above a text that is sent for comments."""
    told = (
        ("Answers until", deadline_in_words(row)),
        ("Silence", row.silence.sentence),
        ("Answer with", "concur, concur with comment, or non-concur with the reason"),
        ("Comment with", "comments and tracked changes in this file"),
        ("Note", row.note.strip()),
        ("SHA-256", row.sent_sha256),
    )
    return tuple((label, value) for label, value in told if value)


def clearance_section(
    reading: Reading, row: RoundRow, portions: Portions, variant: Variant
) -> Iterator[Block]:
    """Yield the clearance record as the last part of the minutes."""
    responses = reading.clearance.responses(row.id)
    comments = reading.clearance.comments(row.id)
    yield Heading("Clearance record", portion=portions.open)
    yield KeyFacts(tuple(_facts(row)))
    yield Paragraph(counts(responses), portions.open)
    if not variant.is_attributed:
        return
    yield positions_table(row, responses, portions)
    if comments:
        settled = sum(one.resolution is not Resolution.OPEN for one in comments)
        told = f"{count(len(comments), 'comment')}, {settled} resolved"
        yield Paragraph(f"{told}; the clearance record has them one by one.", portions.open)


def approval_page(approval: ApprovalRow, setting: Setting, portions: Portions) -> Iterator[Block]:
    """Yield the page that is signed: what was approved, by its hashes, and lines for hands."""
    zone = setting.meeting.zone
    yield PageBreak()
    yield Heading("Approval", portion=portions.open)
    name = meeting_name(setting.meeting, setting.words)
    yield Paragraph(
        f"The minutes of the {name} are approved as printed here and locked. "
        "A correction is made by a later meeting.",
        portions.open,
    )
    yield KeyFacts(
        (
            (
                "Approved",
                f"{_ENGLISH.moment(approval.approved_at, zone)}, recorded by {approval.person}",
            ),
            ("SHA-256 of the text", approval.approved_sha256),
            ("Last change before it", f"no. {approval.head_number:,}, {approval.head}"),
        )
    )
    chair = approval.chair or setting.meeting.chair
    yield SignatureBlock(
        signers=(("in the chair", chair), ("for the secretariat", approval.secretary))
    )


def counts(responses: Sequence[ResponseRow]) -> str:
    """Return "Of 11 agencies asked: concur 8, concur with comment 2, no response 1."."""
    said = [
        f"{answer.label.lower()} {number}"
        for answer in (Answer.CONCUR, Answer.COMMENT, Answer.NON_CONCUR, Answer.NONE)
        if (number := sum(one.answer is answer for one in responses))
    ]
    return f"Of {count(len(responses), 'agency')} asked: {', '.join(said)}."


def positions_table(row: RoundRow, responses: Sequence[ResponseRow], portions: Portions) -> Table:
    """Return who answered what and when."""
    columns = (
        Column("Agency", names_row=True),
        Column("Position"),
        Column("By and why", 1.0),
        Column("At", align=Align.RIGHT),
    )
    rows = tuple(
        (
            one.agency,
            _answer(one, row),
            _why(one, portions),
            _ENGLISH.moment(one.answered_at, row.zone) if one.answered_at else "–",
        )
        for one in responses
    )
    return Table(columns, rows, when_empty="Nobody was asked.")


def resolution_table(comments: Sequence[CommentRow], portions: Portions) -> Table:
    """Return each comment with what was proposed and what came of it."""
    columns = (
        Column("No.", names_row=True),
        Column("Agency and place", 0.2),
        Column("Comment", 0.27),
        Column("Proposed", 0.27),
        Column("Resolution", 0.26),
    )
    rows = tuple(
        (
            str(one.number),
            _lines(one.agency, one.place, one.kind.label),
            MarkedText(portions.whole, _comment(one)),
            one.proposed.strip() or "–",
            _lines(one.resolution.label, one.answer.strip()),
        )
        for one in comments
    )
    return Table(columns, rows, when_empty="No comments were made.")


def _facts(row: RoundRow) -> Iterator[Pair]:
    yield "Version", f"{row.number}, sent on {_ENGLISH.moment(row.opened_at, row.zone)}"
    yield "SHA-256 as sent", row.sent_sha256
    yield "Deadline", deadline_in_words(row)
    if row.slips:
        first = row._replace(wall_due=row.first_wall_due)
        yield "First deadline", deadline_in_words(first)
    yield "Silence", row.silence.label
    if row.note.strip():
        yield "Note", row.note.strip()
    if not row.state.is_live:
        yield "Outcome", round_state(row)
    if row.cleared_sha256 and row.cleared_sha256 != row.sent_sha256:
        yield "SHA-256 as cleared", f"{row.cleared_sha256} (with the accepted comments)"
    if row.reason:
        yield "Reason", row.reason


def _approval(
    approval: ApprovalRow | None, row: RoundRow, setting: Setting, portions: Portions
) -> Iterator[Block]:
    if approval is not None and approval.round_id == row.id:
        at = _ENGLISH.moment(approval.approved_at, setting.meeting.zone)
        yield Heading("Approval", portion=portions.open)
        yield Paragraph(f"Approved on {at}.", portions.open)
        yield Paragraph(f"SHA-256 {approval.approved_sha256}", style=TextStyle.SMALL)


def _answer(one: ResponseRow, row: RoundRow) -> Cell:
    is_silent = one.answer is Answer.NONE and row.outcome is RoundOutcome.UNDER_SILENCE
    return (one.answer.label, "concurs by silence") if is_silent else one.answer.label


def _why(one: ResponseRow, portions: Portions) -> Cell:
    # What an agency says of a text may repeat any portion of it.
    note = one.note.strip()
    return _lines(one.person, MarkedText(portions.whole, note) if note else "") or "–"


def _comment(one: CommentRow) -> str:
    concerned = f"On “{' '.join(one.concerned.split())}”: " if one.concerned.strip() else ""
    return f"{concerned}{one.rationale.strip()}".strip() or "–"


def _lines(*lines: str) -> Cell:
    kept = tuple(line for line in lines if line)
    return kept if len(kept) > 1 else "".join(kept)
