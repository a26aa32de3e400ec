from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("standards", "0006_functions"),
    ]

    operations = [
        migrations.AddField(
            model_name="standardversion",
            name="counts_anew",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
