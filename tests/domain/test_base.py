"""What a value says about input that does not fit: a plain sentence for each field."""

from typing import Any

import pytest

from board_app.domain.errors import Invalid
from board_app.services.agenda import AddItem
from board_app.services.commands import Command
from board_app.services.directory import AgencyEntry, Appoint
from board_app.services.meetings import PlanMeeting

WHOLE = "This must be a whole number."
NO_DATE = "This is not a date. Write it like 16 Jul 2015."
NO_MOMENT = "This is not a date with a time."


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        (AddItem, {"meeting_id": "x", "title": "a"}, {"meeting_id": WHOLE}),
        (AddItem, {"meeting_id": 1, "title": "a", "minutes": None}, {"minutes": WHOLE}),
        (AddItem, {"meeting_id": 1, "title": "a", "minutes": 9.5}, {"minutes": WHOLE}),
        (AddItem, {"meeting_id": 1, "title": 3}, {"title": "This must be a text."}),
        (AddItem, {"meeting_id": 1}, {"title": "This is needed."}),
        (AddItem, {"meeting_id": 1, "title": "a", "b": 1}, {"b": "This does not fit here."}),
        (
            Appoint,
            {"person_id": 1, "agency_id": 1, "role": "king", "valid_from": "31/12/15"},
            {"role": "This is not one of the choices.", "valid_from": NO_DATE},
        ),
        (
            Appoint,
            {"person_id": 1, "agency_id": 1, "role": "chair", "valid_from": None},
            {"valid_from": NO_DATE},
        ),
        (
            PlanMeeting,
            {"title": " ", "wall_start": "soon", "zone": "Mars", "minutes": 60},
            {
                "title": "This can't be empty.",
                "wall_start": NO_MOMENT,
                "zone": "There is no time zone of this name. Use one like America/New_York.",
            },
        ),
    ],
)
def test_every_wrong_field_has_its_sentence(
    kind: type[Command], given: dict[str, Any], said: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        kind(**given)
    assert refused.value.problems == said
    assert refused.value.field == next(iter(said))
    assert refused.value.message == next(iter(said.values()))


def test_sentence_never_quotes_what_was_typed() -> None:
    with pytest.raises(Invalid) as refused:
        AgencyEntry(code="x", name="secret {0} " * 99, abbreviation="A")
    assert "secret" not in refused.value.message
