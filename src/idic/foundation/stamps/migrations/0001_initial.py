from django.db import migrations, models
from django.db.models.functions import Now

# Rows of an hour ago have been seen by everybody; whoever takes them away leaves a row of its own. Nobody waits for
# anybody: rows that another transaction is about to take away are left to it.
CREATE = """
CREATE FUNCTION stamps_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM stamps_tablechange WHERE id IN (
        SELECT id FROM stamps_tablechange WHERE at < now() - interval '1 hour' ORDER BY id LIMIT 50 FOR UPDATE SKIP LOCKED
    );
    INSERT INTO stamps_tablechange (table_name, stamp)
    VALUES (TG_TABLE_NAME, ('x' || left(replace(gen_random_uuid()::text, '-', ''), 12) || right(gen_random_uuid()::text, 4))::bit(64)::bigint);
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="TableChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table_name", models.CharField(max_length=63)),
                ("stamp", models.BigIntegerField()),
                ("at", models.DateTimeField(db_default=Now())),
            ],
        ),
        migrations.RunSQL(CREATE, "DROP FUNCTION stamps_note();"),
    ]
