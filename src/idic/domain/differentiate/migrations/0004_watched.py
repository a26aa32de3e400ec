from django.db import migrations

from idic.foundation.stamps.watching import watch


class Migration(migrations.Migration):
    dependencies = [("differentiate", "0003_segment_purpose"), ("stamps", "0001_initial")]

    operations = [watch("differentiate_segment")]
