import django.db.models.deletion
from django.db import migrations, models

# An update passes only from inside events_redact(), which only takes values away: no row, no key, no other column
# changes, and nothing is written in place of a value but emptiness.
_REDACT = """
CREATE FUNCTION events_only_blanked(old jsonb, new jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF old = new OR new IN ('null', '""', '[]', '{}') THEN
        RETURN true;
    END IF;
    IF jsonb_typeof(old) = 'object' AND jsonb_typeof(new) = 'object' THEN
        RETURN (SELECT array_agg(key ORDER BY key) FROM jsonb_object_keys(old) AS key)
               IS NOT DISTINCT FROM (SELECT array_agg(key ORDER BY key) FROM jsonb_object_keys(new) AS key)
           AND coalesce((SELECT bool_and(events_only_blanked(o.value, new -> o.key)) FROM jsonb_each(old) AS o), true);
    END IF;
    IF jsonb_typeof(old) = 'array' AND jsonb_typeof(new) = 'array' THEN
        RETURN jsonb_array_length(old) = jsonb_array_length(new)
           AND coalesce((SELECT bool_and(events_only_blanked(o.value, new -> (o.n::int - 1)))
                         FROM jsonb_array_elements(old) WITH ORDINALITY AS o(value, n)), true);
    END IF;
    RETURN false;
END $$;

CREATE FUNCTION events_redact(ids bigint[], befores jsonb[], afters jsonb[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    done bigint;
BEGIN
    IF EXISTS (
        SELECT FROM events_event e JOIN unnest(ids, befores, afters) AS told(id, before, after) ON told.id = e.id
        WHERE NOT events_only_blanked(e.before, told.before) OR NOT events_only_blanked(e.after, told.after)
    ) THEN
        RAISE EXCEPTION 'values are only taken out of events, never written into them'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE events_event e SET before = told.before, after = told.after
    FROM unnest(ids, befores, afters) AS told(id, before, after)
    WHERE e.id = told.id;
    GET DIAGNOSTICS done = ROW_COUNT;
    RETURN done;
END $$;

CREATE OR REPLACE FUNCTION events_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    called_from text;
BEGIN
    GET DIAGNOSTICS called_from = PG_CONTEXT;
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'events_event' AND called_from ~ 'function events_redact\\(' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the table % is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER redaction_append_only BEFORE UPDATE OR DELETE ON events_eventredaction
    FOR EACH STATEMENT EXECUTE FUNCTION events_refuse_change();
"""

_BACK = """
DROP TRIGGER redaction_append_only ON events_eventredaction;
DROP FUNCTION events_redact(bigint[], jsonb[], jsonb[]);
DROP FUNCTION events_only_blanked(jsonb, jsonb);
CREATE OR REPLACE FUNCTION events_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the table % is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="EventRedaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("reason", models.CharField(max_length=20)),
                ("request_id", models.BigIntegerField(null=True)),
                ("first_id", models.BigIntegerField()),
                ("last_id", models.BigIntegerField()),
                ("count", models.IntegerField()),
                ("old_digest", models.BinaryField(max_length=32)),
                ("new_digest", models.BinaryField(max_length=32)),
                ("told_by", models.BigIntegerField()),
                (
                    "seal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="redactions", to="events.eventseal"
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["told_by"], name="redaction_told_by")]},
        ),
        migrations.RunSQL(_REDACT, _BACK),
    ]
