from django.db import migrations

# The invented customers of the sample company said what nobody ever said. These words, and no others, may go: the
# function takes no list of rows but finds them itself, and the trigger lets a deletion through only from inside it.
_FORGET = """
CREATE FUNCTION privacy_forget_sample_words() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    done bigint;
BEGIN
    WITH told AS (
        SELECT r.id, s.is_sample,
               bool_or(s.is_sample) OVER owner AND NOT bool_or(NOT s.is_sample AND s.kind <> 'desk') OVER owner AS invented
        FROM identify_sourcerecord r JOIN identify_source s ON s.id = r.source_id
        WINDOW owner AS (PARTITION BY r.customer_id)
    )
    DELETE FROM privacy_consentevent e USING told WHERE told.id = e.record_id AND (told.is_sample OR told.invented);
    GET DIAGNOSTICS done = ROW_COUNT;
    RETURN done;
END $$;

CREATE OR REPLACE FUNCTION privacy_consent_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    called_from text;
BEGIN
    IF TG_OP = 'UPDATE'
        AND to_jsonb(NEW) - '{customer_id,evidence,text_digest}'::text[]
            = to_jsonb(OLD) - '{customer_id,evidence,text_digest}'::text[]
        AND NEW.evidence IN (OLD.evidence, '{}'::jsonb) AND NEW.text_digest IN (OLD.text_digest, '')
    THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        GET DIAGNOSTICS called_from = PG_CONTEXT;
        IF called_from ~ 'function privacy_forget_sample_words\\(' THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'the table % is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
"""

_BACK = """
CREATE OR REPLACE FUNCTION privacy_consent_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND to_jsonb(NEW) - '{customer_id,evidence,text_digest}'::text[]
            = to_jsonb(OLD) - '{customer_id,evidence,text_digest}'::text[]
        AND NEW.evidence IN (OLD.evidence, '{}'::jsonb) AND NEW.text_digest IN (OLD.text_digest, '')
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the table % is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
DROP FUNCTION privacy_forget_sample_words();
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_requests")]

    operations = [migrations.RunSQL(_FORGET, _BACK)]
