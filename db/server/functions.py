"""What the server does by itself: who is asking, stamps, the chain of changes, units of work."""

from collections.abc import Iterator

from db.contents import SWEEP
from db.records import MODELS

LOCK = 0x55505354  # "UPST": one writer at a time, as in a file

OVERTAKEN = "UP001"
"""What the work was built on was changed meanwhile; it can be carried out again."""
GIVEN_UP = "UP002"
"""The work came after its sender had asked what became of it, and was told: nothing."""
NOT_YOURS = "UP003"
"""The rows are there and as they were seen, but this account may not change them."""

# A function of the owner's must find the owner's things, whatever path its caller has set.
TRUSTED = "SECURITY DEFINER SET search_path = board, pg_temp"

_WHO = tuple(
    f"""CREATE OR REPLACE FUNCTION {name}() RETURNS {kind} LANGUAGE sql STABLE {TRUSTED}
    AS $$ SELECT {what} FROM account WHERE login = session_user AND is_open $$"""
    for name, kind, what in (
        ("me_kind", "text", "kind"),
        ("me_agency", "bigint", "agency_id"),
        ("me_person", "bigint", "person_id"),
        ("me_clearance", "integer", "clearance"),
    )
)

_ME = f"""CREATE OR REPLACE FUNCTION me() RETURNS TABLE (person_id bigint, agency_id bigint,
    kind text, clearance integer, name text) LANGUAGE sql STABLE {TRUSTED} AS $$
    SELECT person_id, agency_id, kind, clearance, name FROM account
    WHERE login = session_user AND is_open $$"""

_RUNS = f"""CREATE OR REPLACE FUNCTION me_runs() RETURNS boolean LANGUAGE sql STABLE {TRUSTED}
    AS $$ SELECT coalesce((SELECT kind IN ('secretariat', 'chair') FROM account
        WHERE login = session_user AND is_open), false) $$"""

_WITHHELD = f"""CREATE OR REPLACE FUNCTION my_withheld() RETURNS bigint[] LANGUAGE sql STABLE
    {TRUSTED} AS $$ SELECT coalesce(array_agg(attachment_id), '{{}}') FROM withheld
    WHERE agency_id = me_agency() AND archived_at IS NULL $$"""

_SUPPORTED = f"""CREATE OR REPLACE FUNCTION my_supported() RETURNS bigint[] LANGUAGE sql STABLE
    {TRUSTED} AS $$ SELECT coalesce(array_agg(action_id), '{{}}') FROM action_support
    WHERE agency_id = me_agency() AND archived_at IS NULL $$"""

# As SQLite reads a field of a JSON text, so that one query does for both.
_FIELD = """CREATE OR REPLACE FUNCTION json_field(whole text, field text) RETURNS text
    LANGUAGE sql IMMUTABLE AS
    $$ SELECT pg_catalog.jsonb_extract_path_text(whole::jsonb, field) $$"""
_ARROW = """DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
        WHERE n.nspname = 'board' AND o.oprname = '->>') THEN
        CREATE OPERATOR board.->> (LEFTARG = text, RIGHTARG = text, FUNCTION = board.json_field);
    END IF; END $$"""

# The text that Python writes of a row: names in order, no blanks. The seal hangs on each byte.
_IMAGE = """CREATE OR REPLACE FUNCTION image(r jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '{' || string_agg(to_json(key)::text || ':' || value::text, ','
        ORDER BY key COLLATE "C") || '}' FROM jsonb_each(r) $$"""

_PART = """CREATE OR REPLACE FUNCTION sealed_part(part text) RETURNS text LANGUAGE sql IMMUTABLE
    AS $$ SELECT CASE WHEN part IS NULL THEN '-'
        ELSE octet_length(convert_to(part, 'UTF8'))::text || ':' || part END $$"""

_NOW = """CREATE OR REPLACE FUNCTION moment() RETURNS text LANGUAGE sql VOLATILE AS
    $$ SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')
    $$"""

_STAMP = """CREATE OR REPLACE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.id <> OLD.id OR NEW.version <> OLD.version + 1) THEN
        RAISE EXCEPTION 'a change takes the next version' USING ERRCODE = 'UP001';
    END IF;
    RETURN NEW; END $$"""

# Who enters it and when is not for a representative to say. What undo took out and redo brings
# back stays what it was: the history holds it.
_STAMP_FOLLOW_UP = f"""CREATE OR REPLACE FUNCTION stamp_follow_up() RETURNS trigger
    LANGUAGE plpgsql {TRUSTED} AS $$ BEGIN
    IF me_runs() OR me_kind() IS NULL OR EXISTS (SELECT 1 FROM audit u
        WHERE u.row_id = NEW.id AND u.after IS NULL AND u.person_id = me_person()
        AND u.before::jsonb - 'version' = to_jsonb(NEW) - 'version') THEN
        RETURN NEW;
    END IF;
    NEW.person_id := me_person();
    NEW.agency_id := me_agency();
    NEW.made_at := moment();
    RETURN NEW; END $$"""

_LOG = f"""CREATE OR REPLACE FUNCTION log() RETURNS trigger LANGUAGE plpgsql {TRUSTED} AS $$
DECLARE
    old_head record; entry record; doing record; me record; first bigint;
BEGIN
    PERFORM pg_advisory_xact_lock({LOCK});
    SELECT id, hash INTO old_head FROM audit ORDER BY id DESC LIMIT 1;
    SELECT * INTO doing FROM work_done w WHERE w.transaction = pg_current_xact_id();
    SELECT a.person_id, coalesce(p.name, a.name) AS name INTO me FROM account a
        LEFT JOIN person p ON p.id = a.person_id WHERE a.login = session_user;
    first := doing.step;
    IF doing.keeps_step AND first IS NULL AND me.person_id IS NOT NULL THEN
        first := coalesce(old_head.id, 0) + 1;
        INSERT INTO undo_step VALUES (first, me.person_id, doing.label, moment(), 'done');
    END IF;
    IF doing.first_entry IS NULL THEN
        UPDATE work_done SET step = first, first_entry = coalesce(old_head.id, 0) + 1
            WHERE id = doing.id;
    END IF;
    SELECT coalesce(old_head.id, 0) + 1 AS id, first AS step_id, moment() AS at, me.person_id,
        coalesce(me.name, 'Administrator') AS person,
        coalesce(doing.label, 'Direct change') AS label, TG_TABLE_NAME::text AS what,
        CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END AS row_id,
        CASE WHEN TG_OP <> 'INSERT' THEN image(to_jsonb(OLD)) END AS before,
        CASE WHEN TG_OP <> 'DELETE' THEN image(to_jsonb(NEW)) END AS after INTO entry;
    INSERT INTO audit (id, step_id, at, person_id, person, label, what, row_id, before, after,
        hash) VALUES (entry.id, entry.step_id, entry.at, entry.person_id, entry.person,
        entry.label, entry.what, entry.row_id, entry.before, entry.after,
        encode(sha256(convert_to(coalesce(old_head.hash, repeat('0', 64))
            || sealed_part(entry.id::text) || sealed_part(entry.step_id::text)
            || sealed_part(entry.at) || sealed_part(entry.person_id::text)
            || sealed_part(entry.person) || sealed_part(entry.label) || sealed_part(entry.what)
            || sealed_part(entry.row_id::text) || sealed_part(entry.before)
            || sealed_part(entry.after), 'UTF8')), 'hex'));
    PERFORM pg_notify('board', TG_TABLE_NAME);
    RETURN NULL; END $$"""

_FIXED = """CREATE OR REPLACE FUNCTION fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'the audit is never changed'; END $$"""

_NEWEST = f"""CREATE OR REPLACE FUNCTION newest() RETURNS bigint LANGUAGE sql STABLE {TRUSTED}
    AS $$ SELECT coalesce(max(id), 0) FROM audit $$"""
_NEWEST_ROW = f"""CREATE OR REPLACE FUNCTION newest_row() RETURNS bigint LANGUAGE sql STABLE
    {TRUSTED} AS $$ SELECT coalesce(max(row_id), 0) FROM audit $$"""

_BEGIN = f"""CREATE OR REPLACE FUNCTION begin_work(number uuid, label text, keeps_step boolean)
    RETURNS void LANGUAGE plpgsql {TRUSTED} AS $$ BEGIN
    PERFORM pg_advisory_xact_lock({LOCK});
    IF me_kind() IS NULL THEN
        RAISE EXCEPTION 'no account' USING ERRCODE = '42501';
    END IF;
    INSERT INTO work_done (id, transaction, label, keeps_step)
        VALUES (number, pg_current_xact_id(), label, keeps_step);
    EXCEPTION WHEN unique_violation THEN
        RAISE EXCEPTION 'given up' USING ERRCODE = '{GIVEN_UP}'; END $$"""

# Under the lock nothing is half done: the work is there, or its number is taken so that it can
# never come later, however long it was on its way.
_OUTCOME = f"""CREATE OR REPLACE FUNCTION outcome(number uuid) RETURNS boolean LANGUAGE plpgsql
    {TRUSTED} AS $$ DECLARE done boolean; BEGIN
    PERFORM pg_advisory_xact_lock({LOCK});
    SELECT w.transaction IS NOT NULL INTO done FROM work_done w WHERE w.id = number;
    IF done IS NULL AND me_kind() IS NOT NULL THEN
        INSERT INTO work_done (id) VALUES (number);
    END IF;
    RETURN coalesce(done, false); END $$"""

# Not of the owner: each statement in it is checked against the rights of the person.
_APPLY = f"""CREATE OR REPLACE FUNCTION apply(number uuid, label text, keeps_step boolean,
    seen jsonb, ops jsonb) RETURNS bigint LANGUAGE plpgsql SET search_path = board, pg_temp AS $$
DECLARE one jsonb; held bigint; found_ids bigint[]; names text; touched integer;
BEGIN
    PERFORM begin_work(number, label, keeps_step);
    FOR one IN SELECT jsonb_array_elements(seen) LOOP
        held := NULL;
        IF one ? 'ids' THEN
            EXECUTE format('SELECT array_agg(id ORDER BY id) FROM %I WHERE %s',
                one ->> 'table', find_test(one)) INTO found_ids;
            found_ids := coalesce(found_ids, '{{}}');
            touched := (found_ids
                = ARRAY(SELECT jsonb_array_elements_text(one -> 'ids')::bigint))::int;
        ELSIF one ? 'counter' THEN
            SELECT c.last INTO held FROM counter c WHERE c.name = one ->> 'counter';
            touched := (coalesce(held, 0) = (one ->> 'last')::bigint)::int;
        ELSE
            EXECUTE format('SELECT version FROM %I WHERE id = $1', one ->> 'table')
                INTO held USING (one ->> 'id')::bigint;
            touched := (held IS NOT DISTINCT FROM (one ->> 'version')::bigint)::int;
        END IF;
        IF touched = 0 THEN
            RAISE EXCEPTION 'overtaken' USING ERRCODE = '{OVERTAKEN}';
        END IF;
    END LOOP;
    FOR one IN SELECT jsonb_array_elements(ops) LOOP
        touched := 1;
        IF one ->> 'do' IN ('insert', 'update') THEN
            SELECT string_agg(quote_ident(key), ', ' ORDER BY key) INTO names
                FROM jsonb_object_keys(one -> 'row') key;
        END IF;
        CASE one ->> 'do'
        WHEN 'insert' THEN
            EXECUTE format('INSERT INTO %1$I (%2$s) SELECT %2$s FROM
                jsonb_populate_record(NULL::%1$I, $1)', one ->> 'table', names)
                USING one -> 'row';
        WHEN 'update' THEN
            EXECUTE format('UPDATE %1$I SET (%2$s) = (SELECT %2$s FROM
                jsonb_populate_record(NULL::%1$I, $1)) WHERE id = $2 AND version = $3',
                one ->> 'table', names)
                USING one -> 'row', (one ->> 'id')::bigint, (one ->> 'version')::bigint;
            GET DIAGNOSTICS touched = ROW_COUNT;
        WHEN 'delete' THEN
            EXECUTE format('DELETE FROM %I WHERE id = $1 AND version = $2', one ->> 'table')
                USING (one ->> 'id')::bigint, (one ->> 'version')::bigint;
            GET DIAGNOSTICS touched = ROW_COUNT;
        WHEN 'count' THEN
            INSERT INTO counter AS c VALUES (one ->> 'name', 1)
                ON CONFLICT (name) DO UPDATE SET last = c.last + 1;
        WHEN 'content' THEN
            INSERT INTO content VALUES (one ->> 'sha256', (one ->> 'size')::bigint)
                ON CONFLICT DO NOTHING;
            INSERT INTO content_piece SELECT one ->> 'sha256', p.place - 1, p.piece
                FROM jsonb_array_elements_text(one -> 'pieces')
                    WITH ORDINALITY p (piece, place)
                ON CONFLICT DO NOTHING;
        WHEN 'sweep' THEN
            PERFORM sweep();
        WHEN 'words' THEN
            PERFORM put_words((one ->> 'id')::bigint, one ->> 'label', one ->> 'body');
        WHEN 'settle' THEN
            DELETE FROM draft d WHERE d.person_id = coalesce(me_person(), 0)
                AND d.field = one ->> 'field' AND d.text = one ->> 'text';
        WHEN 'mark_step' THEN
            UPDATE undo_step s SET state = one ->> 'state'
                WHERE s.person_id = me_person() AND s.id = (one ->> 'id')::bigint;
        WHEN 'drop_steps' THEN
            DELETE FROM undo_step s WHERE s.person_id = me_person()
                AND s.id = ANY (ARRAY(SELECT jsonb_array_elements_text(one -> 'ids')::bigint));
        END CASE;
        IF touched <> 1 THEN
            RAISE EXCEPTION 'not permitted' USING ERRCODE = '{NOT_YOURS}';
        END IF;
    END LOOP;
    RETURN newest(); END $$"""

# What can't be needed any more is gone for everybody: it takes the steps of all to know.
_SWEEP = f"""CREATE OR REPLACE FUNCTION sweep() RETURNS void LANGUAGE plpgsql {TRUSTED} AS $$ BEGIN
    IF me_runs() AND EXISTS (SELECT 1 FROM content c
        WHERE c.sha256 NOT IN (SELECT a.sha256 FROM attachment a)) THEN
        {SWEEP};
    END IF; END $$"""

_TEST = """CREATE OR REPLACE FUNCTION find_test(one jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS
    $$ SELECT coalesce(string_agg(CASE WHEN jsonb_typeof(value) = 'null'
            THEN format('%I IS NULL', key)
            ELSE format('%I = %L', key, value #>> '{}') END, ' AND '), 'true')
        FROM jsonb_each(one -> 'equal') $$"""


def statements() -> Iterator[str]:
    """Yield what makes the functions and the triggers anew; both may stand already."""
    yield from _WHO
    yield from (_ME, _RUNS, _SUPPORTED, _WITHHELD, _FIELD, _ARROW, _IMAGE, _PART, _NOW, _STAMP)
    yield from (_STAMP_FOLLOW_UP, _LOG, _FIXED, _NEWEST, _NEWEST_ROW, _BEGIN, _OUTCOME)
    yield from (_SWEEP, _TEST, _APPLY)
    for table in MODELS:
        yield _trigger("a_stamp", table, "BEFORE INSERT OR UPDATE", "stamp")
        yield _trigger("y_log", table, "AFTER INSERT OR UPDATE OR DELETE", "log")
    yield _trigger("b_author", "follow_up", "BEFORE INSERT", "stamp_follow_up")
    yield """CREATE OR REPLACE TRIGGER fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION fixed()"""


def _trigger(name: str, table: str, when: str, function: str) -> str:
    return (
        f'CREATE OR REPLACE TRIGGER {name} {when} ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION {function}()"
    )
