import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("jobs", "0001_initial"),
        ("differentiate", "0007_executive"),
    ]

    operations = [
        migrations.CreateModel(
            name="Analysis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("baskets", "Baskets"),
                            ("paths", "Purchase paths"),
                            ("cohorts", "Cohorts"),
                            ("rhythm", "Rhythm of purchases"),
                            ("van_westendorp", "Price sensitivity (Van Westendorp)"),
                            ("gabor_granger", "Price test (Gabor-Granger)"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=120)),
                ("parameters", models.JSONField(default=dict)),
                ("snapshot", models.CharField(blank=True, max_length=40)),
                ("as_of", models.DateField(null=True)),
                ("result", models.JSONField(null=True)),
                ("created_at", models.DateTimeField()),
                ("computed_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="jobs.job"
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["kind", "-id"], name="analysis_newest")]},
        ),
    ]
