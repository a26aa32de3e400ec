from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from idic.foundation.calendars.seed import write_default
from idic.foundation.stamps.watching import watch


def office_hours(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    write_default(apps.get_model("calendars", "Calendar"), apps.get_model("calendars", "CalendarVersion"))


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_initial"), ("stamps", "0001_initial")]

    operations = [
        watch("calendars_calendar"),
        watch("calendars_calendarversion"),
        migrations.RunPython(office_hours, migrations.RunPython.noop),
    ]
