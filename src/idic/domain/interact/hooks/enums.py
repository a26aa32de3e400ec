from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class HookKind(models.TextChoices):
    WEBHOOK = "webhook", _("Signed webhook")
    LINE = "line", "LINE"


class HookState(models.TextChoices):
    """`UNSURE`: handed over at the last attempt, and no answer came. It may have arrived."""

    WAITING = "waiting", _("Waits to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent")
    UNSURE = "unsure", _("Perhaps sent")


class FetchState(models.TextChoices):
    WAITING = "waiting", _("Waits to be fetched")
    FETCHING = "fetching", _("Being fetched")
    DONE = "done", pgettext_lazy("file", "Fetched")
    FAILED = "failed", _("Could not be fetched")


class FileTrouble(models.TextChoices):
    """Why a file of a message is not handed out, or not yet."""

    FETCHING = "fetching", _("Being fetched")
    NOT_FETCHED = "not_fetched", _("Could not be fetched")
    TOO_LARGE = "too_large", _("Too large to be kept")


class Refusal(models.TextChoices):
    """Why something that came was not let in."""

    UNSIGNED = "unsigned", _("No signature")
    SIGNATURE = "signature", _("A false signature")
    STALE = "stale", _("Its time is too far from ours")
    REPLAYED = "replayed", _("The very same request came before")
    TOO_LARGE = "too_large", _("Too large")
    MALFORMED = "malformed", _("It does not say what it should")
    PAUSED = "paused", _("The channel is paused")
