from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("standards", "0003_escalation")]

    operations = [
        migrations.AddField("standardversion", "most_pause_minutes", models.IntegerField(blank=True, null=True)),
    ]
