from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    dependencies = [("differentiate", "0013_category_margins")]

    operations = [
        migrations.AddField("refresh", "seconds", models.JSONField(default=list)),
        migrations.AlterField(
            "customerscore",
            "refresh",
            models.ForeignKey(
                db_index=False, null=True, on_delete=PROTECT, related_name="+", to="differentiate.refresh"
            ),
        ),
    ]
