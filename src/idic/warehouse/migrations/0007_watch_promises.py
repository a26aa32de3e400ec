from __future__ import annotations

from typing import Any

from django.db import migrations

from idic.warehouse.changes.triggers import removal, statements

_WATCHED = (("cases_casepause", "case_id", 16), ("standards_standardversion", "", 0))


def _watch(apps: Any, schema_editor: Any) -> None:
    for table, key, shift in _WATCHED:
        schema_editor.execute(statements(table, key, shift), params=None)


def _unwatch(apps: Any, schema_editor: Any) -> None:
    for table, _key, _shift in _WATCHED:
        schema_editor.execute(removal(table), params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("warehouse", "0006_watch_cases"),
        ("cases", "0001_initial"),
        ("standards", "0001_initial"),
    ]
    operations = [migrations.RunPython(_watch, _unwatch)]
