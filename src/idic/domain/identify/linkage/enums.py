from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class PairState(models.TextChoices):
    """What became of a pair that a run found."""

    WAITING = "waiting", _("Waiting for a decision")
    UNSURE = "unsure", _("Put off: not sure")
    MERGED = "merged", _("Merged")
    APART = "apart", _("Kept apart")
    OBSOLETE = "obsolete", _("Obsolete")


#: In the queue until somebody decides.
OPEN_STATES = (PairState.WAITING, PairState.UNSURE)


class Answer(models.TextChoices):
    """What a person said of two records."""

    SAME = "same", _("The same")
    DIFFERENT = "different", _("Different")
    UNSURE = "unsure", _("Not sure")


class Band(models.TextChoices):
    """Where the weight of a pair stands between the two thresholds."""

    LINK = "link", _("Above the upper threshold")
    REVIEW = "review", _("Between the thresholds")
    HELD = "held", _("Held back: a person must look")


class Age(models.TextChoices):
    """How long ago a pair was found that still waits."""

    WEEK = "week", _("within 7 days")
    MONTH = "month", _("8 to 30 days ago")
    OLDER = "older", _("longer ago")
    ANY = "any", _("at any time")
