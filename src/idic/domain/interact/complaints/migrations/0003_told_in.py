import django.db.models.deletion
from django.db import migrations, models

# What joining cases has carried elsewhere goes back along the cases that still are joined.
_FILL = """
UPDATE complaints_complaint SET told_in_id = case_id;
WITH RECURSIVE way (complaint, at, step) AS (
    SELECT id, case_id, 0 FROM complaints_complaint
    UNION ALL
    SELECT w.complaint, k.id, w.step + 1 FROM way w JOIN cases_case k ON k.merged_into_id = w.at
    WHERE w.step < 20 AND EXISTS (
        SELECT FROM events_event e
        WHERE e.subject_kind = 'case' AND e.subject_id = w.at AND e.verb = 'case.merged'
        AND e.after ->> 'from_id' = k.id::text
        AND e.after -> 'joined' -> 'complaint' ->> 'complaint_id' = w.complaint::text)
), told AS (SELECT DISTINCT ON (complaint) complaint, at FROM way WHERE step > 0 ORDER BY complaint, step DESC)
UPDATE complaints_complaint o SET told_in_id = told.at FROM told WHERE told.complaint = o.id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_paused_minutes"),
        ("complaints", "0002_deadlines_silence_training"),
        ("events", "0003_redaction"),
    ]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="told_in",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
            ),
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="complaint",
            name="told_in",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("told_in", models.F("case")), _negated=True),
                fields=["case"],
                name="complaint_carried",
            ),
        ),
    ]
