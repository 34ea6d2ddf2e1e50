"""The history: complete, sealed, and nothing in it can be changed unseen."""

import random

import pytest

from board_app.domain.agenda import AgendaItem
from board_app.services.agenda import MoveItem, ReviseItem
from board_app.services.minutes import AddNote
from db import audit, driver
from db.engine import SqlRow
from db.records import MODELS, insert_sql
from tests.desk import Desk


def entries(desk: Desk) -> list[SqlRow]:
    return desk.engine.rows("SELECT * FROM audit ORDER BY id")


@pytest.fixture
def busy(desk: Desk) -> Desk:
    items = [desk.item(f"Item {number}") for number in range(8)]
    for item in items:
        desk.do(AddNote(meeting_id=desk.meeting_id, item_id=item.id, text="Said."))
        desk.do(MoveItem(id=item.id, to_index=0))
        desk.session.undo()
    return desk


def test_chain_of_a_real_board_fits(busy: Desk) -> None:
    assert audit.broken_at(entries(busy)) is None
    assert busy.session.store.faults() == []
    number, seal = busy.session.store.audit_head()  # type: ignore[attr-defined]  # not in the port
    assert (number, seal) == (entries(busy)[-1]["id"], entries(busy)[-1]["hash"])


def test_every_change_has_its_entry_with_both_states(desk: Desk) -> None:
    before = len(entries(desk))
    item = desk.item("Sudan")
    desk.do(ReviseItem(id=item.id, version=item.version, title="Mali", kind=item.kind, minutes=5))
    desk.session.undo()
    added, changed, undone = entries(desk)[before:]
    assert [entry["label"] for entry in (added, changed, undone)] == [
        "Add agenda item",
        "Change agenda item",
        "Undo Change agenda item",
    ]
    assert added["before"] is None
    assert AgendaItem.model_validate_json(changed["before"]) == item
    assert AgendaItem.model_validate_json(changed["after"]).title == "Mali"
    assert undone["before"] == changed["after"]
    for entry in (added, changed, undone):
        assert (entry["person"], entry["what"], entry["row_id"]) == (
            "Ann Reed",
            "agenda_item",
            item.id,
        )


def test_last_entry_of_every_record_is_what_is_stored(busy: Desk) -> None:
    last = {entry["row_id"]: entry for entry in entries(busy)}
    stored = busy.digest()
    assert {id for _, id in stored} == {
        id for id, entry in last.items() if entry["after"] is not None
    }


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET label = 'x' WHERE id = 1",
        "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)",
        "DELETE FROM audit",
    ],
)
def test_history_is_neither_changed_nor_shortened(desk: Desk, statement: str) -> None:
    before = entries(desk)
    with pytest.raises(driver.IntegrityError, match="never"):
        desk.engine.run(statement)
    assert entries(desk) == before


def test_forgery_behind_the_triggers_is_named(busy: Desk) -> None:
    for trigger in ("audit_stays", "audit_is_kept"):
        busy.engine.run(f"DROP TRIGGER {trigger}")
    busy.engine.run("UPDATE audit SET person = 'Somebody else' WHERE id = 12")
    assert busy.session.store.faults() == ["The history was altered at entry 12."]


@pytest.mark.parametrize("seed", range(40))
def test_record_changed_past_the_history_is_found(busy: Desk, seed: int) -> None:
    dice = random.Random(seed)
    tables = [table for table in MODELS if busy.engine.rows(f"SELECT id FROM {table}")]
    table = dice.choice(tables)
    texts = [
        name
        for name, field in MODELS[table].model_fields.items()
        if field.annotation is str and name not in {"uid"}
    ]
    row = dice.choice(busy.engine.rows(f"SELECT * FROM {table}"))
    name = dice.choice(texts or ["version"])
    busy.engine.run(
        f'UPDATE {table} SET "{name}" = :new WHERE id = :id',
        {"id": row["id"], "new": 99 if name == "version" else f"{row[name]}x"},
    )
    assert busy.session.store.faults() == [
        f"The {table.replace('_', ' ')} {row['id']} is not what the history says."
    ]


def test_record_put_in_or_taken_out_past_the_history_is_found(busy: Desk) -> None:
    (row,) = busy.engine.rows("SELECT * FROM minutes_block LIMIT 1")
    busy.engine.run("DELETE FROM minutes_block WHERE id = :id", {"id": row["id"]})
    missing = f"The minutes block {row['id']} of the history is missing."
    assert busy.session.store.faults() == [missing]
    busy.engine.run(insert_sql(MODELS["minutes_block"]), {**row, "id": 7})
    assert busy.session.store.faults() == [
        "The minutes block 7 is not what the history says.",
        missing,
    ]
