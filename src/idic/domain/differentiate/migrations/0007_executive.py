import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("differentiate", "0006_static_list"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExecutiveReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("snapshot", models.CharField(max_length=60, unique=True)),
                ("as_of", models.DateField()),
                ("content", models.JSONField()),
                ("read_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["-id"], name="executive_reading_newest")]},
        ),
        migrations.CreateModel(
            name="ExecutiveTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("figure", models.CharField(max_length=40)),
                ("starts_on", models.DateField()),
                ("value", models.DecimalField(decimal_places=6, max_digits=20)),
                ("tolerance", models.FloatField(default=0.05)),
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
                    models.UniqueConstraint(fields=("figure", "starts_on"), name="executive_target_once"),
                    models.CheckConstraint(
                        condition=models.Q(("tolerance__gte", 0), ("tolerance__lt", 1)), name="executive_tolerance"
                    ),
                ]
            },
        ),
    ]
