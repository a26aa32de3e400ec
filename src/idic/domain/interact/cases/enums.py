from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CaseState(models.TextChoices):
    """`MERGED` cases answer under the one that they went into."""

    NEW = "new", pgettext_lazy("case", "New")
    OPEN = "open", _("In hand")
    WAITING = "waiting", _("Waiting for the customer")
    HELD = "held", _("Waiting for others")
    RESOLVED = "resolved", _("Resolved")
    CLOSED = "closed", pgettext_lazy("case", "Closed")
    MERGED = "merged", _("Merged")


class Outcome(models.TextChoices):
    """What came of it."""

    SOLVED = "solved", _("Solved")
    ANSWERED = "answered", _("Question answered")
    PASSED_ON = "passed_on", _("Passed on")
    NOT_POSSIBLE = "not_possible", _("Cannot be done")
    NO_REPLY = "no_reply", _("The customer did not reply")
    SPAM = "spam", _("Unwanted mail")
    DUPLICATE = "duplicate", _("Told twice")


class Verdict(models.TextChoices):
    """What the customer says of it."""

    NOT_ASKED = "", _("Not asked")
    CONFIRMED = "confirmed", _("Confirmed by the customer")
    REJECTED = "rejected", _("Rejected by the customer")
    NOT_CONFIRMED = "not_confirmed", _("Not confirmed")


class PauseReason(models.TextChoices):
    """The only ones for which a clock stands still. `ENDED` is written by opening again, never chosen."""

    CUSTOMER = "customer", _("Waiting for the customer")
    AGREED_DATE = "agreed_date", _("A date agreed with the customer")
    THIRD_PARTY = "third_party", _("Waiting for somebody else")
    ENDED = "ended", _("It had ended")


class MessageKind(models.TextChoices):
    """`AUTOMATIC` is what a machine wrote, ours or theirs: it answers nobody and stops no clock."""

    INBOUND = "inbound", _("From the customer")
    OUTBOUND = "outbound", _("To the customer")
    AUTOMATIC = "automatic", _("Automatic")


class DeliveryState(models.TextChoices):
    """Of what goes out; what came in, or was said on the phone, has none."""

    NONE = "", _("Nothing to deliver")
    QUEUED = "queued", _("On its way")
    SENT = "sent", _("Sent")
    PARTLY = "partly", _("Refused for some")
    FAILED = "failed", _("Not delivered")
    BOUNCED = "bounced", _("Came back")
    # handed over, and the server's answer never came
    UNSURE = "unsure", _("Perhaps sent")


class Giving(models.TextChoices):
    """How a rule gives a case to its team."""

    TEAM = "team", _("To the team: whoever is free takes it")
    LEAST_LOADED = "least_loaded", _("To the member with the fewest open cases")


class Level(models.IntegerChoices):
    """How well somebody knows a language or a topic."""

    HELPS = 1, _("Can help out")
    USUAL = 2, _("Knows it well")
    EXPERT = 3, _("Others ask them")


class MacroAct(models.TextChoices):
    PRIORITY = "priority", _("Set the priority")
    TOPIC = "topic", _("Set the topic")
    PRODUCT = "product", _("Set the product")
    TEAM = "team", _("Give it to a team")
    TAG = "tag", _("Add a tag")
    REPLY = "reply", _("Put a canned reply into the answer")
    PAUSE = "pause", _("Pause")
    RESOLVE = "resolve", _("Resolve")


#: Somebody has to do something, or waits for it.
OPEN_STATES = (CaseState.NEW, CaseState.OPEN, CaseState.WAITING, CaseState.HELD)
PAUSED_STATES = (CaseState.WAITING, CaseState.HELD)
ENDED_STATES = (CaseState.RESOLVED, CaseState.CLOSED)
#: What a person may choose.
CHOSEN_PAUSES = (PauseReason.CUSTOMER, PauseReason.AGREED_DATE, PauseReason.THIRD_PARTY)
