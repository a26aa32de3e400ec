"""For migrations: a small table whose rows pages show again and again is watched from here on."""

from __future__ import annotations

from django.db.migrations.operations import RunSQL


def watch(table: str) -> RunSQL:
    return RunSQL(
        f"CREATE TRIGGER {table}_stamps AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION stamps_note();",
        f"DROP TRIGGER {table}_stamps ON {table};",
    )
