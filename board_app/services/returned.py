"""A text that came back from an agency with its comments, as it was read from the file."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from board_app.domain.classified import classified_marking_in
from board_app.domain.clearing import Answer, CommentKind
from board_app.domain.errors import Refused
from board_app.domain.ids import RecordId
from board_app.domain.minutes_text import MinutesText
from board_app.services.clearance_comments import CommentEntry, TakeInComments
from board_app.services.text_rules import Spill, refuse_classified

if TYPE_CHECKING:
    from board_app.domain.vocabulary import Vocabulary

_LONGEST = 4000
_MARK = re.compile(r"\([^()]{1,200}\) ")
_CUT = " … [cut: the file holds more]"


class FoundComment(NamedTuple):
    """One comment or one tracked change; `key` is that of the portion it stands in."""

    key: str
    author: str
    made_at: datetime | None
    concerned: str
    proposed: str
    rationale: str


class ReturnedFile(NamedTuple):
    """What a returned file holds; `sha256` is the beginning of that of its text."""

    file_name: str
    sha256: str
    comments: tuple[FoundComment, ...]
    notes: tuple[str, ...] = ()


class PreviewRow(NamedTuple):
    """One line of what an import would add."""

    id: int
    place: str
    author: str
    concerned: str
    asks: str


def must_fit(found: ReturnedFile, sent_sha256: str) -> None:
    """Raise Refused if a file is not about the text that was sent in this round."""
    if not found.sha256:
        raise Refused(
            f"{found.file_name} was not made by this program, or lost its mark. Send the text for "
            "comments again, or add the comments by hand."
        )
    if not sent_sha256.startswith(found.sha256):
        raise Refused(
            f"{found.file_name} was made from another version of the text. Open the round that it "
            "belongs to, or ask for comments on this version."
        )
    if not found.comments:
        raise Refused(
            f"{found.file_name} holds no comment and no tracked change. Is it the file that came "
            "back?"
        )


def must_not_spill(found: ReturnedFile, sent: MinutesText, scheme: "Vocabulary") -> None:
    """Raise Refused, naming the comment and never its words, if one has a classified marking."""
    for number, one in enumerate(found.comments, 1):
        try:
            for text in (one.concerned, one.proposed, one.rationale, one.author):
                refuse_classified("comments", text, scheme.refused_words)
        except Spill:
            author = "" if classified_marking_in(one.author) else f" by {one.author}"
            raise Refused(
                f"Nothing was added: comment {number}{author} ({_place(one, sent)}) has a "
                "classified marking, and this program holds unclassified and controlled "
                "unclassified text only. Take the passage out of the file. If it is a spill, tell "
                "your security officer."
            ) from None


def preview(found: ReturnedFile, sent: MinutesText) -> list[PreviewRow]:
    """Return what would be added, a line each."""
    return [
        PreviewRow(
            number, _place(one, sent), one.author, one.concerned, one.proposed or one.rationale
        )
        for number, one in enumerate((_unmarked(one, sent) for one in found.comments), 1)
    ]


def take_in_of(
    found: ReturnedFile,
    sent: MinutesText,
    *,
    round_id: RecordId,
    agency_id: RecordId,
    answer: Answer = Answer.NONE,
    note: str = "",
    kind: CommentKind = CommentKind.SUBSTANTIVE,
) -> TakeInComments:
    """Return the one command that adds all of them."""
    return TakeInComments(
        round_id=round_id,
        agency_id=agency_id,
        file_name=found.file_name[:200],
        comments=_entries(found.comments, sent, kind),
        answer=answer,
        note=note,
    )


def _entries(
    comments: Sequence[FoundComment], sent: MinutesText, kind: CommentKind
) -> list[CommentEntry]:
    return [
        CommentEntry(
            portion=one.key if sent.portion(one.key) else "",
            kind=kind,
            concerned=_cut(one.concerned),
            proposed=_cut(one.proposed),
            rationale=_cut(one.rationale),
            author=one.author[:200],
            made_at=one.made_at,
        )
        for one in (_unmarked(one, sent) for one in comments)
    ]


def _unmarked(one: FoundComment, sent: MinutesText) -> FoundComment:
    """Return a comment without the mark that was put before its portion, in whatever scheme."""
    mark, portion = _MARK.match(one.concerned), sent.portion(one.key)
    if mark is None or portion is None or any(text.startswith(mark[0]) for text in portion.words):
        return one
    return one._replace(
        concerned=one.concerned.removeprefix(mark[0]), proposed=one.proposed.removeprefix(mark[0])
    )


def _place(one: FoundComment, sent: MinutesText) -> str:
    portion = sent.portion(one.key) if one.key else None
    return portion.place if portion else "The text as a whole"


def _cut(text: str) -> str:
    plain = text.replace("\x00", "")
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - len(_CUT)]}{_CUT}"
