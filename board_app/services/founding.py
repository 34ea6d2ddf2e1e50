"""What a new board is asked for: five questions, its agencies and a passphrase."""

from collections.abc import Sequence
from datetime import date

from pydantic import Field

from board_app.domain.base import Title, Value
from board_app.domain.board import Zone
from board_app.services.directory import AgencyEntry


class NewBoard(Value):
    """The answers. The cadence becomes the first series; the quorum is a number of agencies."""

    name: Title
    chair_code: str = ""
    zone: Zone
    ceiling: int = Field(default=1, ge=0, le=1)
    quorum: int = Field(default=7, ge=1, le=99)
    agencies: Sequence[AgencyEntry] = ()
    seats_from: date | None = None
    passphrase: str = Field(min_length=1, repr=False)
