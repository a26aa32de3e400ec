from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("differentiate", "0012_experience")]

    operations = [
        migrations.AddField("valuesettings", "category_margins", models.JSONField(default=dict)),
    ]
