from django.db import migrations, models


class Migration(migrations.Migration):
    """Records that are there were read by an earlier edition, which is 0; what comes from now on is of edition 1."""

    dependencies = [("identify", "0004_matching_keys")]

    operations = [
        migrations.AddField("sourcerecord", "edition", models.SmallIntegerField(db_default=0)),
        migrations.AlterField("sourcerecord", "edition", models.SmallIntegerField(db_default=1)),
        migrations.AddIndex(
            "sourcerecord",
            models.Index(
                fields=["family_sound", "birth_year"], name="record_family_born",
                condition=models.Q(("family_sound", ""), _negated=True),
            ),
        ),
        migrations.AddIndex(
            "sourcerecord",
            models.Index(
                fields=["email_weak_key"], name="record_weak_email",
                condition=models.Q(("email_weak_key", ""), _negated=True),
            ),
        ),
        migrations.AddIndex(
            "sourcerecord",
            models.Index(
                fields=["postcode", "house"], name="record_house",
                condition=models.Q(
                    models.Q(("postcode", ""), _negated=True), models.Q(("house", ""), _negated=True)
                ),
            ),
        ),
        migrations.AddIndex(
            "sourcerecord",
            models.Index(fields=["id"], name="record_earlier_edition", condition=models.Q(("edition__lt", 1))),
        ),
    ]  # fmt: skip
