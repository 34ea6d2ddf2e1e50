"""Lists of what is marked say so in each row: a spreadsheet has no banner that would."""

from collections.abc import Iterator

from board_app.domain.risk import RiskLevel, Tier
from board_app.services import actions, decisions, meetings, minutes, reviews, watch
from board_app.services.lists_out import LISTS, list_out
from tests.desk import Desk
from tests.services.test_kept_markings import adopted, sudan

OF_THE_BOARD = {"people", "agencies", "attendance", "tiers", "countries", "history"}
"""Lists of what bears no marking, and the history, which says each change as it is stored."""


def marked_rows(desk: Desk, name: str, words: str) -> Iterator[str]:
    """Yield the marking of each row that holds some words."""
    found = list_out(desk.session, name)
    assert found.columns[-1] == "Marking"
    return (str(row[-1]) for row in found.rows if words in "\n".join(map(str, row)))


def test_every_list_of_portions_has_their_marking(desk: Desk) -> None:
    for name in LISTS.keys() - OF_THE_BOARD:
        assert list_out(desk.session, name).columns[-1] == "Marking", name


def test_each_row_bears_the_marking_of_what_it_says(desk: Desk) -> None:
    item = desk.item("Quiet item", marking=1, handling="NOFORN")
    desk.item("Loud item")
    place = {"meeting_id": desk.meeting_id, "item_id": item.id}
    desk.do(minutes.AddNote(**place, text="A note.", marking=1, handling="PRVCY"))
    desk.do(decisions.RecordDecision(**place, text="Quiet choice", marking=1))
    task = desk.action("Quiet task", marking=1)
    desk.do(actions.LogFollowUp(action_id=task.id, text="Quiet word"))
    desk.do(meetings.WriteSummary(id=desk.meeting_id, text="All was quiet."))

    assert [*marked_rows(desk, "agenda", "Quiet item")] == ["CUI//NOFORN"]
    assert [*marked_rows(desk, "agenda", "Loud item")] == ["UNCLASSIFIED"]
    assert [*marked_rows(desk, "decisions", "Quiet choice")] == ["CUI"]
    assert [*marked_rows(desk, "follow-ups", "Quiet word")] == ["CUI"]
    assert [*marked_rows(desk, "meetings", "All was quiet.")] == ["CUI//PRVCY//NOFORN"]


def test_meeting_without_a_summary_is_open(desk: Desk) -> None:
    desk.item("Quiet item", marking=1)
    assert [*marked_rows(desk, "meetings", "2015-07")] == ["UNCLASSIFIED"]


def test_levels_are_marked_like_the_review_they_come_from(desk: Desk) -> None:
    desk.do(watch.WatchCountry(country_id=sudan(desk), tier=Tier.WATCH, reason="Elections"))
    assert [*marked_rows(desk, "watch-list", "Sudan")] == ["UNCLASSIFIED"]
    adopted(desk, sudan(desk), RiskLevel.SEVERE, marking=1)
    assert [*marked_rows(desk, "watch-list", "Sudan")] == ["CUI"]
    assert {*marked_rows(desk, "reviews", "As seen.")} == {"CUI"}
    # A draft is not shown there, and its marking is not either.
    desk.do(reviews.StartReview(country_id=sudan(desk), marking=1, handling="NOFORN"))
    assert [*marked_rows(desk, "watch-list", "Sudan")] == ["CUI"]
