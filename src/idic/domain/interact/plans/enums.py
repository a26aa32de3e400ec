from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanKind(models.TextChoices):
    """The types of follow-up of the field, and the care of customers whom one wants to keep."""

    AFTER_SALE = "after_sale", _("After-sale contact")
    TELEPHONE = "telephone", _("Telephone contact")
    TRANSACTION = "transaction", _("Current transaction")
    USE = "use", _("Use of the product")
    CARE = "care", _("Customer care")


class Trigger(models.TextChoices):
    SALE = "sale", _("After a sale")
    CASE_RESOLVED = "case_resolved", _("After a case is resolved")
    CASE_CLOSED = "case_closed", _("After a case is closed")
    SILENCE = "silence", _("No purchase for some days")
    CONTRACT = "contract", _("Before a contract ends")
    CYCLE = "cycle", _("So many times a year")


class DayKind(models.TextChoices):
    BUSINESS = "business", _("Working days")
    CALENDAR = "calendar", _("Calendar days")


class OwnerRule(models.TextChoices):
    CUSTOMER = "customer", _("Whoever looks after the customer")
    PERSON = "person", _("One person")
    TEAM = "team", _("A team: whoever has the fewest open follow-ups")


class StartState(models.TextChoices):
    OPEN = "open", _("Running")
    DONE = "done", _("Gone through")
    ENDED = "ended", _("Ended before")
    LEFT_OUT = "left_out", pgettext_lazy("plan", "Left out")


class Why(models.TextChoices):
    """Why a start ended before its last step, or was left out. What the law of consent says stands there by its own code."""

    BOUGHT = "bought", _("Bought again")
    REOPENED = "reopened", _("The case is open again")
    RENEWED = "renewed", _("The contract has another end now")
    CAUSE_GONE = "cause_gone", _("What it was about is no longer there")
    LOCKED = "locked", _("The customer's data is restricted or erased")
    MERGED = "merged", _("Joined with a customer who has one already")
    WRONG_CONTACT = "wrong_contact", _("Wrong contact data")
    NO_INTEREST = "no_interest", _("The customer has no interest")
    CANCELLED = "cancelled", _("Cancelled by a person")
    STOPPED = "stopped", _("What the plan had begun was stopped")
    TAKEN_BACK = "taken_back", _("The step before was opened again")
    OPEN_ALREADY = "open_already", _("One of this plan is open already")
    TOO_SOON = "too_soon", _("Somebody was in touch a short while ago")
    NO_CHANNEL = "no_channel", _("The purpose no longer allows this way to reach them")
    NO_OWNER = "no_owner", _("Nobody is there to do it")
    HELD_OUT = "held_out", _("Left alone by lot, to tell the effect")


class FindingKind(models.TextChoices):
    SATISFIED = "satisfied", _("Satisfied")
    PROBLEM = "problem", _("Problem")
    WISH = "wish", _("Wish")
    IDEA = "idea", _("Idea")
    PRICE = "price", pgettext_lazy("finding", "Price")
    QUALITY = "quality", pgettext_lazy("finding", "Quality")
    DELIVERY = "delivery", pgettext_lazy("finding", "Delivery")
    CONDUCT = "conduct", _("How we treated them")
    OTHER = "other", pgettext_lazy("finding", "Other")


class Severity(models.IntegerChoices):
    SLIGHT = 1, pgettext_lazy("finding", "Slight")
    MATTERS = 2, pgettext_lazy("finding", "It matters")
    GRAVE = 3, pgettext_lazy("finding", "Grave")
