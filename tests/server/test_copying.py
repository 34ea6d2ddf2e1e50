"""Tables as PostgreSQL's own text: what is sent is what is stored, and both have one hash."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.server import copying, indexing
from db.server.connection import Connection, connect
from tests.server.serving import Server

HOSTILE = cast(
    "list[str]",
    json.loads((Path(__file__).parents[1] / "corpora" / "blns.json").read_text(encoding="utf-8")),
)
COLUMNS = ("id", "said", "other")
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)
SLOWLY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def connection(server: Server) -> Iterator[Connection]:
    database = server.database()
    with connect(server.dsn(database), is_plain=True) as made:
        made.execute(indexing._LEXEMES.encode())
        yield made
    server.drop(database)


def there_and_back(connection: Connection, texts: list[str | None]) -> None:
    connection.execute(b"DROP TABLE IF EXISTS pg_temp.said")
    connection.execute(
        b'CREATE TEMPORARY TABLE said (id bigint, said text COLLATE "C", other text)'
    )
    rows = [{"id": number - 2, "said": text, "other": None} for number, text in enumerate(texts)]
    copying.sent(connection, "pg_temp.said", COLUMNS, rows)
    found = connection.execute(b"SELECT id, said, other FROM pg_temp.said ORDER BY id").fetchall()
    assert found == rows
    hashed = copying.fingerprint(COLUMNS, rows)
    assert copying.stored(connection, "pg_temp.said", COLUMNS, "id") == hashed
    if rows:
        rows[-1]["other"] = ""
        assert copying.fingerprint(COLUMNS, rows) != hashed, "nothing is not an empty text"


def test_hostile_strings_are_the_same_on_both_sides(connection: Connection) -> None:
    there_and_back(connection, [None, "", "\\N", "\\.", "a\tb\nc\\d", *HOSTILE])


@SLOWLY
@given(texts=st.lists(TEXTS, max_size=8))
def test_any_texts_are_the_same_on_both_sides(connection: Connection, texts: list[str]) -> None:
    there_and_back(connection, list(texts))


def test_nothing_is_copied_too(connection: Connection) -> None:
    there_and_back(connection, [])


WORDS = st.lists(
    st.one_of(
        st.text(st.characters(exclude_characters="\0 ", exclude_categories=["Cs"]), max_size=12),
        st.sampled_from(["it's", "a\\b", "\\", "''", "word", "x" * 900, "Żółw", "日本" * 300]),
    ),
    max_size=30,
)


@SLOWLY
@given(words=WORDS)
def test_words_are_those_that_the_server_makes(connection: Connection, words: list[str]) -> None:
    (row,) = connection.execute(
        "SELECT %s::tsvector = lexemes(%s) AS same", (indexing.lexemes(words), " ".join(words))
    ).fetchall()
    assert row["same"]


def test_a_text_of_too_many_words_keeps_what_fits(connection: Connection) -> None:
    words = [f"word{number:06}" for number in range(120_000)]
    made = indexing.lexemes(words)
    (row,) = connection.execute(
        "SELECT %s::tsvector = lexemes(%s) AS same, length(%s::tsvector) AS held",
        (made, " ".join(words), made),
    ).fetchall()
    assert row["same"]
    assert 40_000 < int(str(row["held"])) < 60_000
