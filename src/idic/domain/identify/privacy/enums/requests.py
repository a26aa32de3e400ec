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
