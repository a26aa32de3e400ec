from django.db import migrations

# The table of Django's database cache: failed sign-ins are counted there for all web processes together.
_CREATE = """
CREATE TABLE foundation_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX foundation_cache_expires ON foundation_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunSQL(_CREATE, "DROP TABLE foundation_cache")]
