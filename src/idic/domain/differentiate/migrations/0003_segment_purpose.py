from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("differentiate", "0002_market_figure")]

    operations = [
        migrations.AddField(
            model_name="segment", name="purpose", field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="segment", name="channel", field=models.CharField(blank=True, default="", max_length=8),
            preserve_default=False,
        ),
        migrations.AddField(model_name="segment", name="left_out", field=models.JSONField(default=dict)),
    ]  # fmt: skip
