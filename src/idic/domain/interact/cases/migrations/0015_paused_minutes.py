from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_topic_version")]

    operations = [
        migrations.AddField("caseclock", "paused_minutes", models.FloatField(db_default=0, default=0)),
    ]
