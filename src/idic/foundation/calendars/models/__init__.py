from idic.foundation.calendars.models.calendar import Calendar
from idic.foundation.calendars.models.version import CalendarVersion

__all__ = ["Calendar", "CalendarVersion"]
