from __future__ import annotations

from typing import Any

from django.db import migrations

from idic.warehouse.changes.triggers import removal, statements

# table, the column that names the row of the mart, and how many keys (as a power of two) make a block
_WATCHED = (
    ("catalogue_category", "", 0),
    ("catalogue_product", "id", 16),
    ("customize_campaign", "id", 3),
    ("customize_campaigncontact", "campaign_id", 3),
    ("customize_redemption", "campaign_id", 3),
    ("identify_customer", "id", 16),
    ("interact_followup", "id", 16),
    ("privacy_consentevent", "customer_id", 16),
    ("privacy_purpose", "", 0),
    ("sales_purchase", "id", 16),
    ("sales_purchaseline", "purchase_id", 16),
    ("work_task", "id", 16),
)


def _watch(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(
        """CREATE TABLE warehouse_change (
               relation text NOT NULL, block bigint, transaction xid8 NOT NULL DEFAULT pg_current_xact_id());
           CREATE TABLE warehouse_published (token text NOT NULL, pending text NOT NULL);
           INSERT INTO warehouse_published VALUES ('', '')"""
    )
    for table, key, shift in _WATCHED:
        schema_editor.execute(statements(table, key, shift), params=None)


def _unwatch(apps: Any, schema_editor: Any) -> None:
    for table, _key, _shift in _WATCHED:
        schema_editor.execute(removal(table), params=None)
    schema_editor.execute("DROP TABLE warehouse_change; DROP TABLE warehouse_published")


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
        ("customize", "0002_initial"),
        ("identify", "0006_leaner_indexes"),
        ("interact", "0001_initial"),
        ("privacy", "0004_identity_suppressions"),
        ("sales", "0002_needless_indexes"),
        ("work", "0001_initial"),
    ]
    operations = [migrations.RunPython(_watch, _unwatch)]
