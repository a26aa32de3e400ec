from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("differentiate", "0014_refresh_seconds")]

    operations = [
        migrations.RemoveIndex(model_name="customerscore", name="score_by_group"),
        migrations.RemoveIndex(model_name="customerscore", name="score_by_tier"),
        migrations.AddIndex(
            model_name="customerscore", index=models.Index(fields=["rfm_group"], name="score_by_group")
        ),
        migrations.AddIndex(model_name="customerscore", index=models.Index(fields=["tier"], name="score_by_tier")),
    ]
