import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("automation", "0002_run_done_of_rule"),
    ]

    operations = [
        migrations.AddField(
            model_name="webhookdelivery",
            name="next_at",
            # What waits by now is looked at in the next minute.
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["next_at"], name="webhook_due"),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(condition=models.Q(("state", "failed")), fields=["id"], name="webhook_failed"),
        ),
    ]
