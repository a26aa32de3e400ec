from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ComplaintState(models.TextChoices):
    RECEIVED = "received", _("Received")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    ASSESSED = "assessed", _("Assessed")
    INVESTIGATING = "investigating", _("Being investigated")
    PROPOSED = "proposed", _("Solution proposed")
    DECIDED = "decided", _("Decision told")
    ACCEPTED = "accepted", _("Accepted by the customer")
    REJECTED = "rejected", _("Rejected by the customer")
    APPEAL = "appeal", _("Appeal within the house")
    EXTERNAL = "external", _("Told of help outside")
    CLOSED = "closed", pgettext_lazy("case", "Closed")
    UNRESOLVED = "unresolved", _("Closed without agreement")
    WITHDRAWN = "withdrawn", _("Withdrawn by the customer")


class Impact(models.TextChoices):
    """What it touches; the most severe decides."""

    SAFETY = "safety", _("Safety")
    LEGAL = "legal", _("Law")
    PRIVACY = "privacy", _("Privacy")
    HEALTH = "health", _("Health")
    MONEY_LOST = "money_lost", _("Money lost")
    UNUSABLE = "unusable", _("Cannot be used")
    WRONG_ITEM = "wrong_item", _("Wrong product or service")
    CONDUCT = "conduct", _("How somebody behaved")
    DELAY = "delay", _("Delay")
    DEFECT_MINOR = "defect_minor", _("Small defect")
    INFORMATION = "information", _("Wrong or missing information")
    CONVENIENCE = "convenience", _("Convenience")


class Change(models.TextChoices):
    """The three changes: when feelings run high, another person, another time or another place."""

    PERSON = "person", _("Another person")
    TIME = "time", _("Another time")
    PLACE = "place", _("Another place or channel")


class Cause(models.TextChoices):
    """The six bones of the fish."""

    PEOPLE = "people", pgettext_lazy("cause", "People")
    METHOD = "method", pgettext_lazy("cause", "Method")
    MACHINE = "machine", _("Equipment")
    MATERIAL = "material", _("Material")
    MEASUREMENT = "measurement", _("Measurement")
    ENVIRONMENT = "environment", _("Surroundings")


class ActionState(models.TextChoices):
    """Of a corrective action."""

    OPEN = "open", _("Finding the cause")
    DOING = "doing", _("Being carried out")
    CHECKING = "checking", _("Waiting for its check")
    EFFECTIVE = "effective", _("Effective")
    INEFFECTIVE = "ineffective", _("Not effective")


class Afterwards(models.TextChoices):
    """What it means that the customer spoke after the end, where it is not opened again."""

    THANKS = "thanks", _("Only thanks: everything stays as it was")
    YES = "yes", _("The customer is content: it counts as their yes")
    ANOTHER = "another", _("Something else: it is seen to in the case")


class DeadlineStep(models.TextChoices):
    """What has a day by which it is due, each counted from the first contact."""

    ACKNOWLEDGE = "acknowledge", _("Tell that it has arrived")
    ASSESS = "assess", _("Weigh it")
    ANSWER = "answer", _("Decide, and tell the customer")
    FINAL = "final", _("Bring it to an end")


class Trigger(models.TextChoices):
    """Why a corrective action was opened."""

    SEVERITY = "severity", _("A severe complaint")
    RECURRENCE = "recurrence", _("The same again and again")
    PARETO = "pareto", _("Among the three most frequent causes")
    ORDER = "order", _("Ordered by the management")


#: Handled to an end, one way or another.
ENDED = (ComplaintState.CLOSED, ComplaintState.UNRESOLVED, ComplaintState.WITHDRAWN)
