from django.db import migrations

from idic.foundation.stamps.watching import watch


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_roles"), ("stamps", "0001_initial")]

    operations = [watch("accounts_user"), watch("accounts_team")]
