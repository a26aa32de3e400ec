from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(condition=models.Q(("state", "scanning")), fields=["id"], name="attachment_scanning"),
        ),
    ]
