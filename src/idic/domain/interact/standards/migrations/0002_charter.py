from django.db import migrations, models

from idic.foundation.stamps.watching import watch


class Migration(migrations.Migration):
    dependencies = [("standards", "0001_initial"), ("stamps", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CharterSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_public", models.BooleanField(default=False)),
                ("shows_attainment", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="charter_settings_once")],
            },
        ),
        # all_targets is kept under the stamp
        watch("standards_standard"),
        watch("standards_standardversion"),
    ]
