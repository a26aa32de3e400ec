import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_paused_minutes"),
        ("complaints", "0004_step_due"),
    ]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="heard_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="complaint",
            name="heard_message",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="cases.message",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("heard_at__isnull", False)),
                fields=["heard_at"],
                name="complaint_heard",
            ),
        ),
    ]
