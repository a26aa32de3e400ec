import django.utils.timezone
from django.db import migrations, models

# Who objected had their letters called failed; those may be sent again, and these never.
_STOPPED = "UPDATE letters_delivery SET state = 'stopped' WHERE state = 'failed' AND error = 'objection'"


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0005_header_id"),
    ]

    operations = [
        migrations.RunSQL(_STOPPED, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="delivery",
            name="next_at",
            # What waits by now is looked at in the next minute.
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.RemoveIndex(model_name="delivery", name="delivery_waiting"),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["next_at"], name="delivery_due"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state__in", ["failed", "unsure"])), fields=["id"], name="delivery_trouble"
            ),
        ),
    ]
