from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    DONE = "done", _("Done")
    NOT_MET = "not_met", _("Condition not met")
    FAILED = "failed", _("Failed")
    STOPPED = "stopped", _("Stopped")


class StopReason(models.TextChoices):
    ITSELF = "itself", _("The rule would have set itself off again.")
    CHAIN = "chain", _("Rules set one another off too many times in a row.")
    OFTEN = "often", _("The rule ran too often within an hour and was switched off.")
    NOBODY = (
        "nobody",
        _("Its owner cannot sign in any more, so it was switched off. Save the rule: it then acts in your name."),
    )
    BROKEN = (
        "broken",
        _("It names something that is not there any more, so it was switched off. Edit it, then switch it on."),
    )
    GONE = "gone", _("The record is not there any more, or not for the owner of the rule.")


class WebhookState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Not delivered")
