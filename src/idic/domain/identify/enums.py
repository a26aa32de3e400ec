from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CustomerKind(models.TextChoices):
    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")


class ContactKind(models.TextChoices):
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    ADDRESS = "address", _("Address")


class SourceKind(models.TextChoices):
    DESK = "desk", _("Entered by hand")
    FILE = "file", _("File import")
    FEED = "feed", _("Connected system")


class LinkReason(models.TextChoices):
    """Why a source record belongs to its customer."""

    NEW = "new", _("First record of this customer")
    NATIONAL_ID = "national_id", _("Same national id")
    TAX_ID = "tax_id", _("Same tax id")
    EMAIL = "email", _("Same e-mail")
    PHONE_AND_NAME = "phone_and_name", _("Same phone and same name")
    BY_HAND = "by_hand", _("Decided by a person")
    LINKAGE = "linkage", _("Found by record linkage")


class ImportKind(models.TextChoices):
    CUSTOMERS = "customers", _("Customers")
    PURCHASES = "purchases", _("Purchases")


class ImportState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class RelationType(models.TextChoices):
    """Read from the first customer of a relation to the second."""

    WORKS_AT = "works_at", _("Works at")
    PART_OF = "part_of", _("Subsidiary of")
    REFERRED_BY = "referred_by", _("Referred by")
    STAKEHOLDER_OF = "stakeholder_of", _("Stakeholder of")


class RelationSide(models.TextChoices):
    """A relation as seen from one of its two customers."""

    WORKS_AT = "works_at", _("Works at")
    EMPLOYS = "employs", _("Employs")
    PART_OF = "part_of", _("Subsidiary of")
    PARENT_OF = "parent_of", _("Parent organisation of")
    REFERRED_BY = "referred_by", _("Referred by")
    REFERRED = "referred", _("Referred")
    STAKEHOLDER_OF = "stakeholder_of", _("Stakeholder of")
    HAS_STAKEHOLDER = "has_stakeholder", _("Has as stakeholder")

    @property
    def is_source(self) -> bool:
        return self.value in RelationType.values

    @property
    def type(self) -> RelationType:
        return RelationType(self.value) if self.is_source else _TYPE_SEEN_FROM_TARGET[self]

    @classmethod
    def of(cls, type_: str, *, is_source: bool) -> RelationSide:
        if is_source:
            return cls(type_)
        return next(side for side, one in _TYPE_SEEN_FROM_TARGET.items() if one == type_)


_TYPE_SEEN_FROM_TARGET: dict[RelationSide, RelationType] = {
    RelationSide.EMPLOYS: RelationType.WORKS_AT,
    RelationSide.PARENT_OF: RelationType.PART_OF,
    RelationSide.REFERRED: RelationType.REFERRED_BY,
    RelationSide.HAS_STAKEHOLDER: RelationType.STAKEHOLDER_OF,
}


class Stake(models.TextChoices):
    """The part that a person plays in what an organisation buys."""

    DECISION_MAKER = "decision_maker", _("Decision maker")
    INFLUENCER = "influencer", _("Influencer")
    USER = "user", _("User")
    GATEKEEPER = "gatekeeper", _("Gatekeeper")
    CHAMPION = "champion", _("Champion")
    BLOCKER = "blocker", _("Blocker")


class Attitude(models.TextChoices):
    SUPPORTIVE = "supportive", _("Supportive")
    NEUTRAL = "neutral", _("Neutral")
    CRITICAL = "critical", _("Critical")
    UNKNOWN = "unknown", _("Not known")


class HouseholdRole(models.TextChoices):
    HEAD = "head", _("Head of the household")
    SPOUSE = "spouse", _("Spouse or partner")
    CHILD = "child", _("Child")
    PARENT = "parent", _("Parent")
    SIBLING = "sibling", _("Brother or sister")
    RELATIVE = "relative", _("Other relative")
    OTHER = "other", _("Other member")


class ShareSource(models.TextChoices):
    """Who told a share of wallet."""

    CUSTOMER = "customer", _("The customer said so")
    SURVEY = "survey", _("Survey")
    ESTIMATE = "estimate", _("Our estimate")
    PUBLISHED = "published", _("Published figures")
