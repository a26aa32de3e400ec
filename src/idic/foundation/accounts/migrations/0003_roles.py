import django.db.models.functions.text
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_BUILT_IN = ("administrator", "manager", "service", "sales", "analyst", "quality")


def write_built_in_roles(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """They start with the defaults of the code: only what somebody changes is written."""
    roles = apps.get_model("accounts", "RoleDefinition")
    for code in _BUILT_IN:
        roles.objects.get_or_create(code=code, defaults={"is_built_in": True})


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_cache")]

    operations = [
        migrations.CreateModel(
            name="RoleDefinition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(blank=True, max_length=80)),
                ("is_built_in", models.BooleanField(default=False)),
                ("grants", models.JSONField(default=dict)),
                ("group_access", models.JSONField(default=dict)),
                ("version", models.IntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-is_built_in", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("name", ""), _negated=True),
                        name="role_name_once",
                    )
                ],
            },
        ),
        migrations.AlterModelOptions(
            name="user", options={"default_manager_name": "with_rights", "ordering": ["display_name", "id"]}
        ),
        migrations.AlterModelManagers(name="user", managers=[("with_rights", models.Manager())]),
        migrations.AlterField(model_name="user", name="role", field=models.CharField(default="service", max_length=20)),
        migrations.RunPython(write_built_in_roles, migrations.RunPython.noop),
    ]
