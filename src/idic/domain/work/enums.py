from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TaskKind(models.TextChoices):
    TASK = "task", _("Task")
    CALL = "call", _("Call")
    VISIT = "visit", _("Visit")
    MEETING = "meeting", _("Meeting")


class TaskState(models.TextChoices):
    OPEN = "open", _("Open")
    IN_PROGRESS = "in_progress", _("In progress")
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class Priority(models.TextChoices):
    LOW = "low", pgettext_lazy("priority", "Low")
    NORMAL = "normal", pgettext_lazy("priority", "Normal")
    HIGH = "high", pgettext_lazy("priority", "High")
    URGENT = "urgent", pgettext_lazy("priority", "Urgent")


class Span(models.TextChoices):
    """How much of a series a change is meant for."""

    THIS = "this", _("Only this one")
    FOLLOWING = "following", _("This and all that follow")
    ALL = "all", _("The whole series")


OPEN_STATES = (TaskState.OPEN, TaskState.IN_PROGRESS, TaskState.WAITING)
CLOSED_STATES = (TaskState.DONE, TaskState.CANCELLED)
#: These take place at a time; a task is only due by one.
TIMED_KINDS = (TaskKind.CALL, TaskKind.VISIT, TaskKind.MEETING)
