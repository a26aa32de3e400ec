from django.db import migrations, models

# When it was, as its last event tells; without one it holds for nothing, as until now.
_FILL = """
UPDATE standards_standard s SET archived_at = coalesce(
    (SELECT max(e.at) FROM events_event e
     WHERE e.subject_kind = 'standard' AND e.subject_id = s.id AND e.verb = 'standard.archived'), s.created_at)
WHERE s.is_archived
"""


class Migration(migrations.Migration):
    dependencies = [
        ("standards", "0007_counts_anew"),
        ("events", "0001_initial"),
    ]

    operations = [
        migrations.AddField("standard", "archived_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("standard", "restored_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("standardversion", "pauses_for_others", models.BooleanField(db_default=True, default=True)),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
    ]
