from django.db import migrations

from idic.foundation.stamps.watching import watch


class Migration(migrations.Migration):
    dependencies = [("differentiate", "0009_value_settings")]

    operations = [watch("differentiate_trainedmodel")]
