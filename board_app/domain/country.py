"""Countries by ISO 3166, with the name as used by the board."""

from typing import ClassVar

from pydantic import Field

from board_app.domain.base import Line, Record, Title


class Country(Record):
    """One country; `board_name` wins over the ISO name wherever people read it."""

    table: ClassVar[str] = "country"

    alpha2: str = Field(pattern="^[A-Z]{2}$")
    alpha3: str = Field(pattern="^[A-Z]{3}$")
    numeric: str = Field(pattern=r"^(\d{3})?$")
    name: Title
    region: Line = ""
    board_name: Line = ""

    @property
    def shown_name(self) -> str:
        return self.board_name or self.name
