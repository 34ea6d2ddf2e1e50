"""Approved minutes are locked by the server itself, whoever writes and however they came so far."""

from collections.abc import Iterator

from db.server.functions import OVERTAKEN, TRUSTED

_TABLES = (
    *("meeting", "agenda_item", "minutes_block", "decision", "attendance", "position"),
    *("clearance_round", "clearance_response", "clearance_comment"),
)

# The work is carried out anew then, and says in words what stands in its way: db/locks.py.
_LOCKED = f"""CREATE OR REPLACE FUNCTION locked() RETURNS trigger LANGUAGE plpgsql {TRUSTED} AS $$
DECLARE one jsonb; of_meeting bigint;
BEGIN
    IF TG_TABLE_NAME = 'meeting' AND TG_OP = 'UPDATE'
        AND to_jsonb(OLD) - '{{state,version}}'::text[]
            = to_jsonb(NEW) - '{{state,version}}'::text[]
    THEN
        RETURN NEW;
    END IF;
    IF TG_TABLE_NAME <> 'meeting' AND TG_OP = 'UPDATE'
        AND to_jsonb(OLD) - '{{marking,handling,version}}'::text[]
            = to_jsonb(NEW) - '{{marking,handling,version}}'::text[]
    THEN
        RETURN NEW;
    END IF;
    FOREACH one IN ARRAY ARRAY[
        CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END,
        CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END]
    LOOP
        CONTINUE WHEN one IS NULL;
        of_meeting := CASE
            WHEN TG_TABLE_NAME = 'meeting' THEN (one ->> 'id')::bigint
            WHEN TG_TABLE_NAME = 'position' THEN (SELECT d.meeting_id FROM decision d
                WHERE d.id = (one ->> 'decision_id')::bigint)
            WHEN one ? 'round_id' THEN (SELECT r.meeting_id FROM clearance_round r
                WHERE r.id = (one ->> 'round_id')::bigint)
            ELSE (one ->> 'meeting_id')::bigint END;
        IF EXISTS (SELECT 1 FROM approval a WHERE a.meeting_id = of_meeting) THEN
            RAISE EXCEPTION 'locked' USING ERRCODE = '{OVERTAKEN}';
        END IF;
    END LOOP;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END; END $$"""

_KEPT = f"""CREATE OR REPLACE FUNCTION approval_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'locked' USING ERRCODE = '{OVERTAKEN}'; END $$"""

# Who answers for an agency is who is logged in, unless the board records it.
_SAID_BY = f"""CREATE OR REPLACE FUNCTION stamp_answer() RETURNS trigger LANGUAGE plpgsql
    {TRUSTED} AS $$
BEGIN
    IF NOT me_runs() AND NEW.answer <> 'none' THEN
        NEW.person_id := me_person();
    END IF;
    RETURN NEW; END $$"""


def statements() -> Iterator[str]:
    """Yield what makes the lock anew; it may stand already."""
    yield from (_LOCKED, _KEPT, _SAID_BY)
    for table in _TABLES:
        yield (
            f'CREATE OR REPLACE TRIGGER c_locked BEFORE INSERT OR UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION locked()"
        )
    for table in ("approval", "issue"):
        yield (
            f"CREATE OR REPLACE TRIGGER c_locked BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION approval_stays()"
        )
    yield (
        "CREATE OR REPLACE TRIGGER b_author BEFORE UPDATE ON clearance_response "
        "FOR EACH ROW EXECUTE FUNCTION stamp_answer()"
    )
