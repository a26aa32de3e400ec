from datetime import UTC, datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils import timezone

from idic.domain.catalogue.models import Product
from idic.domain.identify.models import Customer
from idic.domain.interact.cases.enums import OPEN_STATES, CaseState, Outcome, Verdict
from idic.domain.interact.cases.models.marks import case_marks
from idic.domain.interact.cases.models.topic import CaseTopic
from idic.domain.interact.contact import AccessMode, Priority, Purpose
from idic.foundation.accounts.models import Team

#: Sorts what has no time behind everything that has one.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)

_COUNTED_BY = ("mode", "purpose", "state", "outcome", "team", "topic", "owner", "created_by", "customer", "hidden_from")


class Case(models.Model):
    """One thing that somebody wants from us, however they told us, until it is done.

    Clocks start at `received_at`, the first contact anywhere; `created_at` is when it was written down here. Whoever is
    not known as a customer is kept by name and address alone, and counts like everybody else.
    """

    title = models.CharField(max_length=300)
    # in the customer's own words
    text = models.TextField(blank=True)
    customer = models.ForeignKey(Customer, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    contact_name = models.CharField(max_length=300, blank=True)
    contact_address = models.CharField(max_length=254, blank=True)
    mode = models.CharField(max_length=12, choices=AccessMode.choices)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.NEW)
    priority = models.CharField(max_length=10, choices=Priority.choices, default=Priority.NORMAL)
    topic = models.ForeignKey(CaseTopic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    # the message of another case from which this one was opened: one contact may hold several wishes
    origin = models.ForeignKey("cases.Message", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    received_at = models.DateTimeField()
    first_response_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # the last word, whoever had it; what the inbox is ordered by
    last_message_at = models.DateTimeField()
    # the customer wrote last and nobody has answered
    waits_for_us = models.BooleanField(default=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    # of the clock that runs out first, never null and never of a case that has ended: what lists are ordered by
    due_at = models.DateTimeField(default=NEVER)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    outcome_note = models.TextField(blank=True)
    verdict = models.CharField(max_length=14, choices=Verdict.choices, blank=True, default=Verdict.NOT_ASKED)
    reopened = models.IntegerField(default=0)
    # users who must not see it: a complaint about somebody is not shown to them
    hidden_from = ArrayField(models.BigIntegerField(), default=list, blank=True)
    search_text = models.TextField(blank=True)
    search_keys = ArrayField(models.TextField(), default=list, blank=True)
    # the terms by which like cases are found
    signature = ArrayField(models.TextField(), default=list, blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    deleted_at = models.DateTimeField(null=True, blank=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=CaseState.MERGED) | Q(merged_into__isnull=False), name="case_merged_into_another"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(CaseState.RESOLVED, CaseState.CLOSED)) | Q(resolved_at__isnull=False),
                name="case_resolved_has_its_time",
            ),
        ]
        indexes = [
            # the inbox: all, of one person, of one team, by what runs out first and by the last word
            models.Index(fields=["due_at", "id"], name="case_due", condition=Q(deleted_at__isnull=True)),
            models.Index(fields=["owner", "due_at", "id"], name="case_due_owner", condition=Q(deleted_at__isnull=True)),
            models.Index(fields=["team", "due_at", "id"], name="case_due_team", condition=Q(deleted_at__isnull=True)),
            # what is still to be done, however many have ended; with all that the tabs of the inbox count by, whoever reads,
            # and the wall, so that nobody looks at the rows themselves
            models.Index(
                fields=["due_at", "id"], name="case_open", condition=Q(deleted_at__isnull=True, state__in=OPEN_STATES),
                include=[
                    "owner", "team", "created_by", "customer", "waits_for_us", "snoozed_until", "hidden_from", "mode", "topic",
                    "received_at", "first_response_at",
                ],
            ),
            models.Index(
                fields=["owner", "due_at", "id"], name="case_open_owner",
                condition=Q(deleted_at__isnull=True, state__in=OPEN_STATES),
                include=["team", "created_by", "customer", "waits_for_us", "snoozed_until", "hidden_from"],
            ),
            # and by every other way to a case that somebody has who does not see all
            models.Index(
                fields=["team", "due_at", "id"], name="case_open_team",
                condition=Q(deleted_at__isnull=True, state__in=OPEN_STATES),
                include=["owner", "created_by", "customer", "waits_for_us", "snoozed_until", "hidden_from"],
            ),
            models.Index(
                fields=["created_by", "due_at", "id"], name="case_open_maker",
                condition=Q(deleted_at__isnull=True, state__in=OPEN_STATES),
                include=["owner", "team", "customer", "waits_for_us", "snoozed_until", "hidden_from"],
            ),
            models.Index(
                fields=["-last_message_at", "-id"], name="case_by_message", condition=Q(deleted_at__isnull=True),
                include=["owner", "team", "created_by", "customer", "hidden_from"],
            ),
            models.Index(fields=["state", "-last_message_at", "-id"], name="case_by_state"),
            # with all that the pictures count by, so that those of a year do not look at half a million rows themselves
            models.Index(
                fields=["-received_at", "-id"], name="case_receipt", condition=Q(deleted_at__isnull=True), include=_COUNTED_BY
            ),
            models.Index(
                fields=["customer", "-received_at", "-id"], name="case_of_customer", condition=Q(customer__isnull=False)
            ),
            # what was resolved today, this week
            models.Index(
                fields=["-resolved_at", "-id"], name="case_by_end",
                condition=Q(deleted_at__isnull=True, resolved_at__isnull=False),
                include=(*_COUNTED_BY, "received_at", "first_response_at", "closed_at"),
            ),
            # of those products of which few cases are, as lists ask for them: the newest word first
            models.Index(
                Cast("product", models.TextField()), F("last_message_at").desc(), F("id").desc(), name="case_of_product",
                condition=Q(product__isnull=False),
            ),
            # to whom an answer from an unknown address belongs
            models.Index(fields=["contact_address"], name="case_of_address", condition=~Q(contact_address="")),
            # what wakes up next
            models.Index(
                fields=["snoozed_until"], name="case_snoozed", condition=Q(snoozed_until__isnull=False),
                include=["owner", "team", "created_by", "customer", "deleted_at", "state", "hidden_from"],
            ),
            # what is found by words, and by what is asked along with them
            GinIndex("search_keys", case_marks(), name="case_words"),
            GinIndex(fields=["signature"], name="case_signature", opclasses=["array_ops"]),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """As people say it and mails carry it."""
        return f"#{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_overdue(self) -> bool:
        return self.due_at < timezone.now()

    @property
    def is_snoozed(self) -> bool:
        return self.snoozed_until is not None and self.snoozed_until > timezone.now()
