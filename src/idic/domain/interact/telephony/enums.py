from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Direction(models.TextChoices):
    INBOUND = "inbound", pgettext_lazy("call", "Incoming")
    OUTBOUND = "outbound", pgettext_lazy("call", "Outgoing")


class CallState(models.TextChoices):
    RINGING = "ringing", pgettext_lazy("call", "Rings")
    TALKING = "talking", pgettext_lazy("call", "In talk")
    ENDED = "ended", pgettext_lazy("call", "Talked")
    MISSED = "missed", pgettext_lazy("call", "Missed")


class CallEvent(models.TextChoices):
    """What a telephone system tells of a call."""

    RINGING = "ringing", "ringing"
    ANSWERED = "answered", "answered"
    ENDED = "ended", "ended"
    RECORDING = "recording", "recording"
    # the caller pressed the key for it
    CALL_BACK = "call_back", "call_back"


class CallBackState(models.TextChoices):
    OPEN = "open", pgettext_lazy("call back", "To be called")
    DONE = "done", pgettext_lazy("call back", "Reached")
    NOT_REACHED = "not_reached", pgettext_lazy("call back", "Not reached")


class CallBackReason(models.TextChoices):
    MISSED = "missed", pgettext_lazy("call back", "Missed call")
    ASKED = "asked", pgettext_lazy("call back", "Asked to be called")


class Refusal(models.TextChoices):
    """Why an event of a telephone system was not taken."""

    UNSIGNED = "unsigned", _("It carried no signature or no time.")
    FORGED = "forged", _("Its signature does not fit. Check that both sides hold the same secret.")
    LATE = "late", _("It was signed too long ago, or its clock is wrong. Check the clock of the telephone system.")
    UNREADABLE = "unreadable", _("It was no JSON of the kind that is described below.")
    PAUSED = "paused", _("The line to this telephone system is paused.")
