import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0016_rules_by_product"),
        ("standards", "0007_counts_anew"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(model_name="caseclock", name="counted_from", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="caseclock", name="target_since", field=models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="TargetChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("acknowledgement", "Time to acknowledge"),
                            ("first_response", "Time to the first response"),
                            ("next_response", "Time to each further answer"),
                            ("resolution", "Time to resolve"),
                            ("first_contact", "Solved at the first contact"),
                            ("reopened", "Opened again"),
                            ("confirmed", "Confirmed by the customer"),
                            ("out_of_hours", "Answered out of hours"),
                        ],
                        max_length=16,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("causes", models.JSONField(default=dict)),
                ("minutes_before", models.IntegerField()),
                ("due_before", models.DateTimeField(null=True)),
                ("minutes_after", models.IntegerField()),
                ("is_anew", models.BooleanField(default=False)),
                ("was_late", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="target_changes", to="cases.case"
                    ),
                ),
                (
                    "version_after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="standards.standardversion",
                    ),
                ),
                (
                    "version_before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="standards.standardversion",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["case", "at", "id"], name="target_change_of_case")]},
        ),
    ]
