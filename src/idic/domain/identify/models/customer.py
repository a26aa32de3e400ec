from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from idic.domain.identify.enums import CustomerKind
from idic.foundation.accounts.models import Team


class Customer(models.Model):
    """The golden view of one person or organisation, computed from its source records.

    Never assigned by hand: an edit is a source record of the desk, and the view is computed again.
    """

    kind = models.CharField(max_length=12, choices=CustomerKind.choices, default=CustomerKind.PERSON)
    name = models.CharField(max_length=300)
    title = models.CharField(max_length=40, blank=True)
    given_name = models.CharField(max_length=150, blank=True)
    family_name = models.CharField(max_length=150, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    email = models.CharField(max_length=254, blank=True)
    national_id = models.CharField(max_length=32, blank=True)
    tax_id = models.CharField(max_length=32, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=400, blank=True)
    district = models.CharField(max_length=120, blank=True)
    province = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    country = models.CharField(max_length=60, blank=True)
    # Demographic facts under declared codes: age_band, income_band, household_size, occupation, marital_status ...
    facts = models.JSONField(default=dict)
    # field -> id of the source record that the value comes from
    provenance = models.JSONField(default=dict)
    # what the search looks through: folded text for the re-check, tokens for the index
    search_text = models.TextField(blank=True)
    search_keys = ArrayField(models.TextField(), default=list)
    # the name folded for sorting, so that every script has one stable order
    sort_name = models.CharField(max_length=300, blank=True)
    record_count = models.IntegerField(default=1)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            # the list by name, by newest and by last change, each with its keyset
            models.Index(fields=["sort_name", "id"], name="customer_by_name"),
            models.Index(fields=["-created_at", "-id"], name="customer_by_creation"),
            models.Index(fields=["-updated_at", "-id"], name="customer_by_change"),
            models.Index(fields=["province", "sort_name", "id"], name="customer_by_province"),
            # few are merged, and nobody looks for those that are not
            models.Index(fields=["merged_into"], name="customer_merged", condition=models.Q(merged_into__isnull=False)),
            # New tokens wait in a list and are sorted in together: an import is five times as fast. It empties the
            # list when it ends, so that a search never has to read much of it.
            GinIndex(
                fields=["search_keys"], name="customer_search", opclasses=["array_ops"], gin_pending_list_limit=16384
            ),
        ]

    def __str__(self) -> str:
        return self.name
