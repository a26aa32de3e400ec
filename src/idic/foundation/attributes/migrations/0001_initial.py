import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from idic.foundation.attributes.sql_functions import CREATE, DROP


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(CREATE, DROP),
        migrations.CreateModel(
            name="AttributeDefinition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noun", models.CharField(max_length=40)),
                ("code", models.CharField(max_length=40)),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("number", "A number"),
                            ("money", "Amount of money"),
                            ("date", "Date"),
                            ("choice", "One choice"),
                            ("choices", "Several choices"),
                            ("yes_no", "Yes or no"),
                            ("link", "Link"),
                            ("computed", "Computed"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("demographic", "Demographic"),
                            ("geographic", "Geographic"),
                            ("psychographic", "Psychographic"),
                            ("behavioural", "Behavioural"),
                            ("firmographic", "Firmographic"),
                        ],
                        max_length=16,
                    ),
                ),
                ("labels", models.JSONField(default=dict)),
                ("hints", models.JSONField(blank=True, default=dict)),
                ("choices", models.JSONField(blank=True, default=list)),
                (
                    "applies_to",
                    models.CharField(
                        choices=[
                            ("both", "Persons and organisations"),
                            ("person", "Persons only"),
                            ("organisation", "Organisations only"),
                        ],
                        default="both",
                        max_length=12,
                    ),
                ),
                ("is_required", models.BooleanField(default=False)),
                ("is_unique", models.BooleanField(default=False)),
                ("rules", models.JSONField(blank=True, default=dict)),
                ("formula", models.TextField(blank=True)),
                ("position", models.IntegerField(default=0)),
                (
                    "index_state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being prepared"),
                            ("ready", "Ready"),
                            ("failed", "Could not be built"),
                            ("none", "Not needed"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("version", models.IntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["noun", "group", "position", "id"],
                "constraints": [models.UniqueConstraint(fields=("noun", "code"), name="attribute_code")],
            },
        ),
        migrations.CreateModel(
            name="AttributeBackup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("definition", models.JSONField()),
                ("new_type", models.CharField(max_length=10)),
                ("converted", models.BigIntegerField(default=0)),
                ("cleared", models.BigIntegerField(default=0)),
                ("taken_at", models.DateTimeField(auto_now_add=True)),
                ("restored_at", models.DateTimeField(null=True)),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "attribute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="backups",
                        to="attributes.attributedefinition",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BackupValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=120)),
                ("record_id", models.BigIntegerField()),
                ("value", models.JSONField()),
                (
                    "backup",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="attributes.attributebackup",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["backup", "place", "record_id"], name="attribute_backup_place")],
            },
        ),
    ]
