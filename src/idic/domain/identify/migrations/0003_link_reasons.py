from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identify", "0002_relations"),
    ]

    operations = [
        migrations.AlterField(
            model_name="link",
            name="reason",
            field=models.CharField(
                choices=[
                    ("new", "First record of this customer"),
                    ("national_id", "Same national id"),
                    ("tax_id", "Same tax id"),
                    ("email", "Same e-mail"),
                    ("phone_and_name", "Same phone and same name"),
                    ("by_hand", "Decided by a person"),
                    ("linkage", "Found by record linkage"),
                ],
                max_length=20,
            ),
        ),
    ]
