from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Requirement(models.TextChoices):
    """What customers ask of a contact: the five types."""

    CONVENIENCE = "convenience", _("Convenience")
    PERSON = "person", _("Service by a person")
    CORRECT = "correct", _("Correct resolution")
    FAST = "fast", _("Fast resolution")
    OUT_OF_HOURS = "out_of_hours", _("Service out of hours")


class Measure(models.TextChoices):
    """By what a standard is held. The first four are clocks, which run on each case by itself."""

    ACKNOWLEDGEMENT = "acknowledgement", _("Time to acknowledge")
    FIRST_RESPONSE = "first_response", _("Time to the first response")
    NEXT_RESPONSE = "next_response", _("Time to each further answer")
    RESOLUTION = "resolution", _("Time to resolve")
    FIRST_CONTACT = "first_contact", _("Solved at the first contact")
    REOPENED = "reopened", _("Opened again")
    CONFIRMED = "confirmed", _("Confirmed by the customer")
    OUT_OF_HOURS = "out_of_hours", _("Answered out of hours")


class Offered(models.TextChoices):
    YES = "yes", _("Offered")
    PLANNED = "planned", pgettext_lazy("channel", "Planned")
    NO = "no", _("Not offered")


class Told(models.TextChoices):
    """Who hears of it when a promise runs out, when it was broken, and when it is broken by half as much time again."""

    NOBODY = "", _("Nobody further")
    EXPERT = "expert", _("An expert of the topic")
    LEAD = "lead", _("Who leads the team")
    MANAGER = "manager", _("The manager")
    EXECUTIVE = "executive", _("The executive")


CLOCKS = (Measure.ACKNOWLEDGEMENT, Measure.FIRST_RESPONSE, Measure.NEXT_RESPONSE, Measure.RESOLUTION)
#: Of which of the five types each measure speaks.
USUAL_REQUIREMENT = {
    Measure.ACKNOWLEDGEMENT: Requirement.CONVENIENCE,
    Measure.FIRST_RESPONSE: Requirement.FAST,
    Measure.NEXT_RESPONSE: Requirement.FAST,
    Measure.RESOLUTION: Requirement.FAST,
    Measure.FIRST_CONTACT: Requirement.CORRECT,
    Measure.REOPENED: Requirement.CORRECT,
    Measure.CONFIRMED: Requirement.PERSON,
    Measure.OUT_OF_HOURS: Requirement.OUT_OF_HOURS,
}
#: The steps of an escalation: at so many percent of the time.
STEPS = (75, 100, 150)
