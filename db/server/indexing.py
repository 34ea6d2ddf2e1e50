"""The search index on the server: kept by triggers, seen through rights, asked through functions.

The words come folded from the program, which folds what is typed; all else is made here of the
records, so that nobody can give a thing a name that is not its own.
"""

from collections.abc import Iterable, Iterator

from db.finding_sources import BELOW, SHOWS, SOURCES, Source
from db.server.functions import TRUSTED
from db.server.rights import PARTNER, READ, REPRESENTATIVE

LABEL_LENGTH = 160
LONGEST_WORD = 400
"""A lexeme holds 2,046 bytes; a longer word is found by so many of its first letters."""
_ROOM = 900_000  # bytes: a tsvector holds a mebibyte

MARKING = {
    **dict.fromkeys(("agenda_item", "decision", "action_item", "review"), "t.marking"),
    "minutes_block": "greatest(t.marking, i.marking)",
    "attachment": "greatest(t.marking, i.marking)",
    "position": "d.marking",
    "follow_up": "x.marking",
    "rating": "r.marking",
    "clearance_round": "t.marking",
    "clearance_response": "o.marking",
    "clearance_comment": "o.marking",
}
"""How high each kind is marked, by the record or by what it belongs to; others are not."""

COLUMNS = "id, kind, day, agency_id, home_id, part_id, label, place, body, marking, is_shown"


def upsert(source: Source, test: str) -> str:
    """Return the statement that makes index rows anew from the records that pass a test."""
    return f"""INSERT INTO finding_all ({COLUMNS}) {made(source, test)}
        ON CONFLICT (id) DO UPDATE SET
        {", ".join(f"{name} = excluded.{name}" for name in COLUMNS.split(", ")[1:])}"""


def made(source: Source, test: str) -> str:
    """Return the query for the columns of the index, but for the words."""
    return f"SELECT {', '.join(_shown(source))} FROM ({_inner(source)} WHERE {test}) s"


def whole(source: Source) -> str:
    """Return the query for all columns of the index and for what its words are made of."""
    shown = zip(_shown(source), COLUMNS.split(", "), strict=True)
    columns = ", ".join(f"{text} AS f_{name}" for text, name in shown)
    texts = "".join(f", s.{name}" for name in source.texts)
    return f"SELECT {columns}, s.label, s.also, s.place{texts} FROM ({_inner(source)}) s"


def lexemes(words: Iterable[str]) -> str:
    """Return a tsvector as PostgreSQL reads it, of the words that the server's own function takes.

    A text of more words than a tsvector holds keeps those that come first in the alphabet.
    """
    text = " ".join(words).replace("\\", "\\\\").replace("'", "''")
    parts = {part for part in text.split(" ") if part}
    held = _fitting(parts) if len(text) > LONGEST_WORD else parts
    return "".join(("'", "' '".join(held), "'")) if held else ""


def _fitting(quoted: Iterable[str]) -> list[str]:
    """Return as many words as a tsvector holds, none longer than it takes."""
    plain = {one.replace("''", "'").replace("\\\\", "\\")[:LONGEST_WORD] for one in quoted}
    room = 0
    kept = []
    for word in sorted(plain):
        room += len(word.encode()) + 8
        if room >= _ROOM:
            break
        kept.append(word.replace("\\", "\\\\").replace("'", "''"))
    return kept


def _inner(source: Source) -> str:
    marking = MARKING.get(source.table, "0")
    return source.sql.replace("SELECT t.id,", f"SELECT t.id, {marking} AS marking,", 1)


def _shown(source: Source) -> tuple[str, ...]:
    texts = ", ".join(f"nullif(s.{name}, '')" for name in source.texts) or "NULL"
    long_name = f"CASE WHEN length(s.label) > {LABEL_LENGTH} THEN s.label END"
    return (
        *("s.id", f"'{source.table}'", "s.day"),
        *(f"s.{name}::bigint" for name in ("agency_id", "home_id", "part_id")),
        *(f"left(s.label, {LABEL_LENGTH})", "s.place"),
        *(f"concat_ws(E'\\n', {long_name}, {texts})", "s.marking", "s.is_shown"),
    )


def _reindexing(source: Source) -> Iterator[str]:
    """Yield the trigger that keeps the index rows of a table, and of what hangs on it."""
    table = source.table
    lines = [
        "IF TG_OP = 'DELETE' THEN DELETE FROM finding_all WHERE id = OLD.id; END IF;",
        f"""IF TG_OP = 'INSERT' OR TG_OP = 'UPDATE' AND {_differs(source.columns["t"])} THEN
            {upsert(source, "t.id = NEW.id")}; END IF;""",
    ]
    for below, letter in BELOW.get(table, ()):
        lines.append(
            f"IF TG_OP = 'UPDATE' AND {_differs(below.columns[letter])} THEN "
            f"{upsert(below, f'{letter}.id = NEW.id')}; END IF;"
        )
    if table in SHOWS:
        shown, column = SHOWS[table]
        other = SOURCES[shown]
        lines.append(
            f"IF TG_OP <> 'INSERT' THEN {upsert(other, f't.id = OLD.{column}')}; END IF;"
            f"IF TG_OP <> 'DELETE' THEN {upsert(other, f't.id = NEW.{column}')}; END IF;"
        )
    yield f"""CREATE OR REPLACE FUNCTION reindex_{table}() RETURNS trigger LANGUAGE plpgsql
        {TRUSTED} AS $$ BEGIN {" ".join(lines)} RETURN NULL; END $$"""
    yield (
        f'CREATE OR REPLACE TRIGGER z_reindex AFTER INSERT OR UPDATE OR DELETE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION reindex_{table}()"
    )


def _differs(columns: frozenset[str]) -> str:
    names = sorted(columns)
    old, new = (", ".join(f'{row}."{name}"' for name in names) for row in ("OLD", "NEW"))
    return f"ROW({old}) IS DISTINCT FROM ROW({new})"


def _partner_sees() -> str:
    """Return what makes the function that repeats the partners' rule on one record.

    In a function, so that the many conditions weigh on no plan of those whom they don't concern.
    """
    cases = " ".join(
        f"""WHEN '{table}' THEN EXISTS (SELECT 1 FROM "{table}"
            WHERE "{table}".id = number AND {rule})"""
        for table, rule in READ[PARTNER].items()
        if table in SOURCES
    )
    return f"""CREATE OR REPLACE FUNCTION partner_sees(record_kind text, number bigint)
        RETURNS boolean LANGUAGE sql STABLE {TRUSTED}
        AS $$ SELECT CASE record_kind {cases} ELSE false END $$"""


def seen() -> str:
    """Return the condition on an index row `f` that it may be seen by the asking person.

    The owner's functions see every record, so a rule that leans on another table's rule is
    spelt out here for partners; for representatives the marking says it all, but for papers that
    are withheld from their agency.
    """
    kinds = ", ".join(f"'{table}'" for table in READ[REPRESENTATIVE] if table in SOURCES)
    return f"""((SELECT board.me_runs())
        OR (SELECT board.me_kind()) = 'representative' AND f.kind IN ({kinds})
            AND f.marking <= (SELECT board.me_clearance())
            AND (f.kind <> 'attachment' OR f.id <> ALL ((SELECT board.my_withheld())::bigint[]))
        OR (SELECT board.me_kind()) = 'partner' AND f.marking = 0
            AND board.partner_sees(f.kind, f.id))"""


def _asking() -> Iterator[str]:
    yield _partner_sees()
    yield f"""CREATE OR REPLACE VIEW finding WITH (security_barrier) AS
        SELECT f.id, f.kind, f.day, f.agency_id, f.home_id, f.part_id, f.label, f.place, f.body
        FROM finding_all f WHERE f.is_shown AND {seen()}"""
    # Each call is planned for its own words: a common one walks back from the newest, a rare one
    # goes through its index.
    yield f"""CREATE OR REPLACE FUNCTION found(q text, is_name boolean, kinds text[], since text,
        until text, agency bigint, most integer)
        RETURNS TABLE (id bigint, kind text, rank real)
        LANGUAGE plpgsql STABLE {TRUSTED} AS $$ BEGIN RETURN QUERY EXECUTE format(
        $q$ SELECT f.id, f.kind,
            (-8 * ts_rank(f.names, %1$L::tsquery) - ts_rank(f.words, %1$L::tsquery))::real
        FROM finding_all f WHERE %2$s @@ %1$L::tsquery AND f.is_shown AND {seen()}
        AND ($1 IS NULL OR f.kind = ANY ($1)) AND ($2 IS NULL OR f.day >= $2)
        AND ($3 IS NULL OR f.day <= $3)
        AND ($4 IS NULL OR f.agency_id = $4 OR f.id IN (SELECT s.action_id FROM action_support s
            WHERE s.agency_id = $4 AND s.archived_at IS NULL))
        ORDER BY f.id DESC LIMIT $5 $q$,
        q, CASE WHEN is_name THEN 'f.names' ELSE 'f.words' END)
        USING kinds, since, until, agency, most; END $$"""
    yield f"""CREATE OR REPLACE FUNCTION found_names(q text, most integer)
        RETURNS TABLE (id bigint, rank real) LANGUAGE plpgsql STABLE {TRUSTED} AS $$ BEGIN
        RETURN QUERY EXECUTE format($q$ SELECT f.id, -ts_rank(f.names, %1$L::tsquery) AS rank
        FROM finding_all f WHERE f.names @@ %1$L::tsquery AND f.is_shown AND {seen()}
        ORDER BY rank, f.id DESC LIMIT $1 $q$, q) USING most; END $$"""


_LEXEMES = f"""CREATE OR REPLACE FUNCTION lexemes(words text) RETURNS tsvector LANGUAGE sql
    IMMUTABLE AS $$ SELECT CASE WHEN octet_length(words) <= {LONGEST_WORD}
    -- No word of a short text is too long, and there are not too many.
    THEN array_to_tsvector(array_remove(string_to_array(words, ' '), ''))
    ELSE (SELECT coalesce(array_to_tsvector(array_agg(word)), '') FROM (
        SELECT word, sum(octet_length(word) + 8) OVER (ORDER BY word) AS room FROM (
            SELECT DISTINCT left(part, {LONGEST_WORD}) AS word
            FROM unnest(string_to_array(words, ' ')) part WHERE part <> '') parts) counted
    WHERE room < {_ROOM}) END $$"""

_PUT_WORDS = f"""CREATE OR REPLACE FUNCTION put_words(number bigint, said text, written text)
    RETURNS void LANGUAGE plpgsql {TRUSTED} AS $$ BEGIN
    IF NOT me_runs() AND NOT EXISTS (SELECT 1 FROM audit u
        JOIN work_done w ON w.transaction = pg_current_xact_id()
        WHERE u.row_id = number AND u.id >= w.first_entry) THEN
        RAISE EXCEPTION 'words of what was not changed' USING ERRCODE = '42501';
    END IF;
    UPDATE finding_all f SET names = lexemes(said), words = lexemes(said || ' ' || written)
        WHERE f.id = number; END $$"""


def statements() -> Iterator[str]:
    """Yield what makes the view, the functions and the triggers of the index anew."""
    yield from (_LEXEMES, _PUT_WORDS)
    yield from _asking()
    for source in SOURCES.values():
        yield from _reindexing(source)
