from django.db import migrations

_REFUSE = """
CREATE FUNCTION events_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the table % is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON events_event
    FOR EACH STATEMENT EXECUTE FUNCTION events_refuse_change();
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON events_event
    FOR EACH STATEMENT EXECUTE FUNCTION events_refuse_change();
CREATE TRIGGER seal_append_only BEFORE UPDATE OR DELETE ON events_eventseal
    FOR EACH STATEMENT EXECUTE FUNCTION events_refuse_change();
CREATE TRIGGER seal_no_truncate BEFORE TRUNCATE ON events_eventseal
    FOR EACH STATEMENT EXECUTE FUNCTION events_refuse_change();
"""

_ALLOW = """
DROP TRIGGER event_append_only ON events_event;
DROP TRIGGER event_no_truncate ON events_event;
DROP TRIGGER seal_append_only ON events_eventseal;
DROP TRIGGER seal_no_truncate ON events_eventseal;
DROP FUNCTION events_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]
    operations = [migrations.RunSQL(_REFUSE, _ALLOW)]
