"""What a unit of work promises: versions, all or nothing, plain words, ids that grow."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from board_app.domain.agency import Agency
from board_app.domain.agenda import AgendaItem
from board_app.domain.attendance import Attendance, Presence
from board_app.domain.base import RecordId
from board_app.domain.errors import Invalid, NotFound, NotPossible, StaleRecord
from board_app.domain.person import Person
from board_app.services.minutes import AddNote
from board_app.services.ports import Work
from db import driver
from db.ids import Ids
from tests.desk import Desk, HandClock


def worked(desk: Desk, step: Callable[[Work], object]) -> None:
    with desk.session.store.work(desk.session.actor, "Test") as work:
        step(work)


def test_record_grows_by_one_version_with_each_save(desk: Desk) -> None:
    item = desk.item()
    worked(desk, lambda work: work.save(work.save(item.revised(title="b")).revised(title="c")))
    stored = desk.record(AgendaItem, item.id)
    assert (item.version, stored.version, stored.title) == (1, 3, "c")


@pytest.mark.parametrize("verb", ["save", "remove"])
def test_record_that_was_changed_since_is_stale(desk: Desk, verb: str) -> None:
    item = desk.item()
    worked(desk, lambda work: work.save(item.revised(title="b")))
    before = desk.digest()
    with pytest.raises(StaleRecord, match="Nothing was lost"):
        worked(desk, lambda work: getattr(work, verb)(item.revised(title="c")))
    assert desk.digest() == before


def test_record_read_at_another_version_is_stale(desk: Desk) -> None:
    item = desk.item()
    with pytest.raises(StaleRecord):
        worked(desk, lambda work: work.get(AgendaItem, item.id, version=2))


def test_version_never_comes_back_when_a_record_does(desk: Desk) -> None:
    item = desk.item()
    worked(desk, lambda work: work.save(item.revised(title="b")))
    seen = desk.record(AgendaItem, item.id)
    for verb in ("undo", "undo", "redo"):
        getattr(desk.session, verb)()
    again = desk.record(AgendaItem, item.id)
    assert (again.title, again.version > seen.version) == ("Sudan", True)
    with pytest.raises(StaleRecord):
        worked(desk, lambda work: work.save(seen.revised(title="c")))


def test_any_error_undoes_everything(desk: Desk) -> None:
    before = desk.digest()
    head = desk.session.store.faults(), desk.engine.rows("SELECT count(*) AS n FROM audit")

    def fail(work: Work) -> None:
        work.add(Person(name="x", agency_id=desk.agencies["doj"]))
        work.next_number("test")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        worked(desk, fail)
    assert desk.digest() == before
    assert head == ([], desk.engine.rows("SELECT count(*) AS n FROM audit"))
    numbers: list[int] = []
    worked(desk, lambda work: numbers.append(work.next_number("test")))
    assert numbers == [1]
    assert desk.session.reading.history.find("x", kind="person") == []


def test_transaction_inside_another_is_our_own_mistake(desk: Desk) -> None:
    with pytest.raises(driver.OperationalError, match="within a transaction"):
        worked(desk, lambda _work: desk.item())
    assert desk.item("still works").title == "still works"


def test_twin_is_refused_in_plain_words(desk: Desk) -> None:
    twin = Agency(code="state")
    with pytest.raises(Invalid, match="already"):
        worked(desk, lambda work: work.add(twin))
    line = Attendance(meeting_id=desk.meeting_id, agency_id=desk.agencies["state"])
    other = line.revised(agency_id=desk.agencies["dod"], presence=Presence.ABSENT)

    def collide(work: Work) -> None:
        work.add(line)
        stored = work.add(other)
        work.save(stored.revised(agency_id=line.agency_id))

    with pytest.raises(Invalid, match="already"):
        worked(desk, collide)


def test_what_is_still_needed_is_not_removed(desk: Desk) -> None:
    item = desk.item()
    desk.do(AddNote(meeting_id=desk.meeting_id, item_id=item.id, text="x"))
    with pytest.raises(NotPossible, match="needs it"):
        worked(desk, lambda work: work.remove(item))


def test_missing_record_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        worked(desk, lambda work: work.get(AgendaItem, RecordId(7)))
    ghost = desk.item().revised(id=RecordId(7))
    with pytest.raises(NotFound):
        worked(desk, lambda work: work.save(ghost))


def test_find_leaves_archived_ones_out_unless_asked(desk: Desk) -> None:
    item = desk.item()
    moment = desk.clock.now().isoformat()
    worked(desk, lambda work: work.save(item.revised(archived_at=moment)))
    found: list[int] = []
    worked(
        desk,
        lambda work: found.extend(
            (
                len(work.find(AgendaItem, meeting_id=desk.meeting_id)),
                len(work.find(AgendaItem, archived_at=moment)),
                len(work.find(AgendaItem, country_id=None)),
            )
        ),
    )
    assert found == [0, 1, 0]
    with pytest.raises(KeyError, match="AgendaItem has no colour"):
        worked(desk, lambda work: work.find(AgendaItem, colour="red"))


def test_other_window_sees_the_change_and_its_own_is_stale(desk: Desk) -> None:
    other = desk.another()
    item = desk.item()
    assert other.session.store.changed_outside()
    assert not other.session.store.changed_outside()
    seen = other.record(AgendaItem, item.id)
    worked(desk, lambda work: work.save(item.revised(title="b")))
    with pytest.raises(StaleRecord):
        worked(other, lambda work: work.save(seen.revised(title="c")))
    other.close()


def test_ids_grow_when_the_clock_goes_back(desk: Desk) -> None:
    ids = [desk.item().id]
    for step in (timedelta(days=-1), timedelta(days=3650), timedelta(days=-3650)):
        desk.clock.go(step)
        ids.append(desk.item().id)
        desk.reopen()
        ids.append(desk.item().id)
    assert ids == sorted(set(ids))


def test_ids_of_two_windows_stay_apart_when_the_clock_is_behind() -> None:
    clock = HandClock()
    newest = Ids(HandClock(clock.now() + timedelta(days=9))).new()
    one, other = ({ids.new() for _ in range(5)} for ids in (Ids(clock, newest), Ids(clock, newest)))
    assert min(one | other) > newest
    assert not one & other


def test_ids_stay_apart_when_the_counter_starts_over() -> None:
    ids = Ids(HandClock(datetime(2026, 1, 1, tzinfo=UTC)))
    ids._counter = (1 << 22) - 3
    made = [ids.new() for _ in range(9)]
    assert made == sorted(set(made))
    assert max(made) < 2**63


def test_drafts_are_kept_per_person_and_field(desk: Desk) -> None:
    drafts = desk.session.drafts
    me = desk.session.actor.person_id or 0
    audited = desk.engine.rows("SELECT count(*) AS n FROM audit")
    for field, text in (("a", "x"), ("a", "y"), ("b", "z")):
        drafts.keep(me, field, text)
    other = desk.become("Gus Amari").person_id or 0
    desk.session.drafts.keep(other, "a", "w")
    assert (drafts.kept(me), desk.session.drafts.kept(other)) == ({"a": "y", "b": "z"}, {"a": "w"})
    drafts.drop(me, "a")
    drafts.drop(me, "a")
    desk.reopen()
    assert desk.session.drafts.kept(me) == {"b": "z"}
    assert audited == desk.engine.rows("SELECT count(*) AS n FROM audit")


def test_draft_with_half_a_character_keeps_the_rest(desk: Desk) -> None:
    me = desk.session.actor.person_id or 0
    desk.session.drafts.keep(me, "a", "before \ud83d\x00 after")
    # A server can't hold a NUL; its picture stands there instead.
    kept = desk.session.drafts.kept(me)["a"]
    assert kept in {"before ?\x00 after", "before ?\u2400 after"}


def test_find_gives_all_of_one_kind_however_many_others_match(desk: Desk) -> None:
    for _ in range(40):
        desk.item("Reed Reed")
    found = desk.session.reading.history.find("reed", kind="person", limit=5)
    assert [row.label for row in found] == ["Ann Reed"]


def test_history_takes_percent_and_underline_as_letters(desk: Desk) -> None:
    desk.item("100% of it")
    history = desk.session.reading.history
    assert len(history.history(words="100%")) == 1
    assert history.history(words="1%of") == []
    assert history.history(words="100_") == []
    with pytest.raises(Invalid, match="half a character"):
        history.history(words="\ud83d")
