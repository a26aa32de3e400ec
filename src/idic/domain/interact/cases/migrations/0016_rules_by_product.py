import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Cast


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_paused_minutes"), ("catalogue", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="assignmentrule",
            name="category",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.category",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                Cast("product", models.TextField()),
                models.OrderBy(models.F("last_message_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("product__isnull", False)),
                name="case_of_product",
            ),
        ),
        # Of an index of some rows the planner takes no figures: without these it walks all cases to find those of a product.
        migrations.RunSQL(
            "CREATE STATISTICS case_products ON (product_id::text) FROM cases_case", "DROP STATISTICS case_products"
        ),
    ]
