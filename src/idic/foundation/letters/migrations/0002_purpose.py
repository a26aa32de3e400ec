from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="lettertemplate", name="purpose", field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="delivery", name="purpose", field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="delivery",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"), ("sent", "Sent"), ("failed", "Not delivered"), ("stopped", "Stopped"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
    ]  # fmt: skip
