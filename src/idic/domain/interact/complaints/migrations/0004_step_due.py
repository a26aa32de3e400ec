from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0003_told_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="step_due_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("step_due_at__isnull", False)),
                fields=["step_due_at"],
                name="complaint_step_due",
            ),
        ),
    ]
