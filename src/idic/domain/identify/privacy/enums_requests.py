from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestKind(models.TextChoices):
    ACCESS = "access", _("Access and copy")
    RECTIFICATION = "rectification", _("Rectification")
    ERASURE = "erasure", _("Erasure")
    OBJECTION = "objection", _("Objection")
    RESTRICTION = "restriction", _("Restriction")
    PORTABILITY = "portability", _("Portability")


class RequestState(models.TextChoices):
    RECEIVED = "received", _("Received")
    IDENTIFIED = "identified", _("Identity checked")
    SCOPED = "scoped", _("Scoped")
    WORKING = "working", _("In work")
    ANSWERED = "answered", _("Answered")
    REFUSED = "refused", _("Refused")
    CLOSED = "closed", _("Closed")


OPEN_STATES = (RequestState.RECEIVED, RequestState.IDENTIFIED, RequestState.SCOPED, RequestState.WORKING)


class RequestWay(models.TextChoices):
    """How the request came in."""

    EMAIL = "email", _("E-mail")
    FORM = "form", _("Web form")
    LETTER = "letter", _("Letter")
    PHONE = "phone", _("Phone call")
    COUNTER = "counter", _("In person")
    OTHER = "other", _("Another way")


class Refusal(models.TextChoices):
    IDENTITY = "identity", _("The person could not be identified")
    DUTY = "duty", _("A law obliges us to keep the data")
    CLAIMS = "claims", _("Needed for legal claims")
    EXCESSIVE = "excessive", _("Unfounded or excessive")
    OTHERS = "others", _("It would harm the rights of others")
    NOTHING = "nothing", _("We hold no data of this person")


class ErasureState(models.TextChoices):
    PLANNED = "planned", _("Waiting for a second person")
    CONFIRMED = "confirmed", _("Confirmed")
    DONE = "done", _("Done")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class RetentionAction(models.TextChoices):
    DELETE = "delete", _("Delete the rows")
    ANONYMISE = "anonymise", _("Erase the person")
    REVIEW = "review", _("Show for review")


class RetentionClock(models.TextChoices):
    """What starts the period."""

    ROW = "row", _("The day of the row itself")
    CONTACT = "contact", _("The last contact or purchase of the customer")


class BreachKind(models.TextChoices):
    CONFIDENTIALITY = "confidentiality", _("Confidentiality: seen or taken by others")
    INTEGRITY = "integrity", _("Integrity: changed without right")
    AVAILABILITY = "availability", _("Availability: lost or out of reach")


class Decision(models.TextChoices):
    OPEN = "", _("Not decided yet")
    NOTIFY = "notify", _("To be told")
    NOT_NEEDED = "not_needed", _("Need not be told")


class TransferGround(models.TextChoices):
    ADEQUATE = "adequate", _("Adequate protection there")
    CONTRACT = "contract", _("Standard contract")
    CERTIFICATION = "certification", _("Certification")
    ASSESSMENT = "assessment", _("Security assessment by the authority")
    CONSENT = "consent", _("Separate or explicit consent")
    BINDING_RULES = "binding", _("Binding rules of a group")


class AssessmentState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
