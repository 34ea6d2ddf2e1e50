"""What went out: a paper that was signed or given to somebody, known again by its digest."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from board_app.domain.base import Line, Record, RecordId, Text, Title

_SHA256 = r"^[0-9a-f]{64}$"


class IssueEvent(StrEnum):
    """What was done with a paper."""

    SIGNED = "signed"
    GIVEN = "given"

    @property
    def label(self) -> str:
        return "Signed" if self is IssueEvent.SIGNED else "Given out"


class Issue(Record):
    """One paper that went out; nothing of what stands in it. It stays for good.

    `kind` is the kind of paper, `paper` what its file is called by itself, `banner` how it was
    marked, `readers` whom it is for in words, `signed_by` the name in the certificate.
    """

    table: ClassVar[str] = "issue"

    event: IssueEvent
    kind: Line
    paper: Title
    meeting_id: RecordId | None = None
    form: Line = ""
    banner: Text = ""
    readers: Text = ""
    signed_by: Text = ""
    pages: int = Field(ge=1)
    file_sha256: str = Field(pattern=_SHA256)
    issued_at: datetime
