from django.db import migrations

from idic.foundation.stamps.watching import watch


class Migration(migrations.Migration):
    dependencies = [("attributes", "0001_initial"), ("stamps", "0001_initial")]

    operations = [watch("attributes_attributedefinition")]
