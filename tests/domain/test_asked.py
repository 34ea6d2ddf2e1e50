"""What a line of search asks for."""

import pytest

from board_app.domain.asked import OTHER_NAMES, Asked, asked, asked_words, kind_word
from board_app.domain.fold import words


def test_words_are_asked_for_once_and_folded() -> None:
    assert asked("Göran goran MET") == (Asked(("goran",)), Asked(("met",)))


@pytest.mark.parametrize(
    "typed", ["due-out", "Due outs", "dueout", "TASKING", "taskings", "suspense"]
)
def test_other_names_stand_for_action_items(typed: str) -> None:
    (part,) = asked(typed)
    assert part.kind == "action_item"
    assert part.words == tuple(words(typed))


def test_other_name_among_words_takes_only_its_own() -> None:
    assert [one.kind for one in asked("memo due-out State")] == ["", "action_item", ""]
    assert asked_words("memo due-out memo") == ("memo", "due", "out")
    assert asked("due date")[0] == Asked(("due",))


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_other_names_are_written_as_they_are_folded(name: tuple[str, ...]) -> None:
    assert tuple(words(" ".join(name))) == name


def test_kind_word_can_not_be_typed() -> None:
    assert kind_word("meeting") == ""
    assert kind_word("action_item") not in words(kind_word("action_item"))


def test_page_of_text_asks_for_its_head() -> None:
    assert len(asked(" ".join(str(number) for number in range(900)))) == 40
    assert asked(" …!") == ()
