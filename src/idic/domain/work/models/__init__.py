from idic.domain.work.models.absence import Absence
from idic.domain.work.models.feed import CalendarFeed
from idic.domain.work.models.participant import Participant
from idic.domain.work.models.task import Task

__all__ = ["Absence", "CalendarFeed", "Participant", "Task"]
