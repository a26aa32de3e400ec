from django.db import models
from django.utils.translation import gettext_lazy as _


class FollowUpMethod(models.TextChoices):
    """How: the follow-up methods of the field."""

    TELEPHONE = "telephone", _("Telephone")
    EMAIL = "email", _("E-mail")
    VISIT = "visit", _("Visit")
    LETTER = "letter", _("Letter")
    MESSAGE = "message", _("Message")
    COUNTER = "counter", _("At the counter")


class FollowUpReason(models.TextChoices):
    """Why: what the follow-up is about."""

    AFTER_SALE = "after_sale", _("After a sale")
    CURRENT_TRANSACTION = "current_transaction", _("Current transaction")
    USE = "use", _("Use of the product")
    NO_PURCHASE = "no_purchase", _("No purchase for some time")
    AFTER_CASE = "after_case", _("After a case")
    CONTRACT_END = "contract_end", _("A contract ends")
    THANKS = "thanks", _("Thanks to a valued customer")
    DATA_QUALITY = "data_quality", _("Missing or doubtful data")
    OTHER = "other", _("Other")


class FollowUpState(models.TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class FollowUpOutcome(models.TextChoices):
    REACHED_SATISFIED = "reached_satisfied", _("Reached, satisfied")
    REACHED_WANTS_MORE = "reached_wants_more", _("Reached, wants more")
    REACHED_UNHAPPY = "reached_unhappy", _("Reached, unhappy")
    REACHED_NO_INTEREST = "reached_no_interest", _("Reached, no interest")
    NOT_REACHED = "not_reached", _("Not reached")
    WRONG_CONTACT = "wrong_contact", _("Wrong contact data")
