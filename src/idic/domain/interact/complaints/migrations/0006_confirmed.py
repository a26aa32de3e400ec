from django.db import migrations, models

# As it was worked out from the steps until now: by the last end, or a yes that came after it.
_FILL = """
UPDATE complaints_complaint c SET is_confirmed = true
FROM (
    SELECT DISTINCT ON (complaint_id) complaint_id,
           kind = 'left_ended' OR (said -> 'confirmed') = 'true'::jsonb AS is_confirmed
    FROM complaints_complaintstep
    WHERE kind = 'closed' OR (kind = 'left_ended' AND said ->> 'meaning' = 'yes')
    ORDER BY complaint_id, at DESC, id DESC
) s
WHERE s.complaint_id = c.id AND s.is_confirmed AND c.state = 'closed'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0005_heard"),
    ]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="is_confirmed",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
    ]
