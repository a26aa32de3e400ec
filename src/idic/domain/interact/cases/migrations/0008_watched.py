from django.db import migrations

from idic.foundation.stamps.watching import watch


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_draft_files"), ("stamps", "0001_initial")]

    operations = [watch("cases_casetopic")]
