from django.db import migrations, models

_TEXTS = (
    ("admin1", 8),
    ("admin2", 120),
    ("admin3", 120),
    ("house", 20),
    ("address_conflict", 20),
    ("given_sound", 40),
    ("family_sound", 40),
    ("email_weak_key", 254),
    ("legal_form", 40),
)


class Migration(migrations.Migration):
    dependencies = [("identify", "0003_link_reasons")]

    operations = [
        *(
            migrations.AddField(
                model_name="sourcerecord",
                name=name,
                field=models.CharField(max_length=length, db_default="", blank=True),
            )
            for name, length in _TEXTS
        ),
        migrations.AddField(
            model_name="sourcerecord",
            name="birth_year",
            field=models.SmallIntegerField(null=True, blank=True),
        ),
    ]
