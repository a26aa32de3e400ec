from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_search_marks")]

    operations = [
        migrations.AddField(
            model_name="casepause", name="until", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddIndex(
            model_name="casepause",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True), ("until__isnull", False)), fields=["until"],
                name="pause_agreed",
            ),
        ),
    ]  # fmt: skip
