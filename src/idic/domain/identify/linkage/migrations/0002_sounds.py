from django.db import migrations


class Migration(migrations.Migration):
    """Who sounds like this? Candidates for what is typed; the columns are those of the records."""

    dependencies = [("linkage", "0001_initial"), ("identify", "0004_matching_keys")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX record_sounds ON identify_sourcerecord (family_sound, given_sound)"
            " WHERE NOT family_sound = '' AND NOT given_sound = ''",
            "DROP INDEX record_sounds",
        )
    ]
