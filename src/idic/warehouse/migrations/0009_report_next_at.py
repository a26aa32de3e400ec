import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("warehouse", "0008_perhaps_sent"),
    ]

    operations = [
        migrations.AddField(
            model_name="reportsending",
            name="next_at",
            # What waits by now is looked at in the next minute.
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="reportsending",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["next_at"], name="report_sending_due"),
        ),
    ]
