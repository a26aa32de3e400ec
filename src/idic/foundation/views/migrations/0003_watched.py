from django.db import migrations

from idic.foundation.stamps.watching import watch


class Migration(migrations.Migration):
    dependencies = [("views", "0002_purposes"), ("stamps", "0001_initial")]

    operations = [watch("views_savedview"), watch("views_viewpreference"), watch("views_roledefault")]
