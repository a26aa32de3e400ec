import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("differentiate", "0011_unevaluated"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExperienceField",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stage", models.CharField(max_length=20)),
                ("lever", models.CharField(max_length=20)),
                ("offered", models.CharField(max_length=12)),
                ("pain", models.FloatField(null=True)),
                ("evidence", models.CharField(blank=True, max_length=1000)),
                ("updated_at", models.DateTimeField()),
                ("version", models.IntegerField(default=1)),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("stage", "lever"), name="experience_field_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pain__isnull", True), models.Q(("pain__gte", 0), ("pain__lte", 10)), _connector="OR"
                        ),
                        name="experience_pain",
                    ),
                ]
            },
        ),
    ]
