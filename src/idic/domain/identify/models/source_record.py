from django.contrib.postgres.fields import ArrayField
from django.db import models

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.models.customer import Customer
from idic.domain.identify.models.import_batch import ImportBatch
from idic.domain.identify.models.source import Source

#: Raised, with a migration, when the same payload is to be read in another way.
EDITION = 1


class SourceRecord(models.Model):
    """What one system said about somebody: the payload as received, and normalised columns beside it."""

    # Found by the unique pair of source and key.
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="records")
    batch = models.ForeignKey(ImportBatch, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    payload = models.JSONField(default=dict)
    digest = models.CharField(max_length=32)
    received_at = models.DateTimeField()

    kind = models.CharField(max_length=12, choices=CustomerKind.choices, default=CustomerKind.PERSON)
    name = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=40, blank=True)
    given_name = models.CharField(max_length=150, blank=True)
    family_name = models.CharField(max_length=150, blank=True)
    # the name folded to one script and case without blanks: equal keys are the same name
    name_key = models.CharField(max_length=300, blank=True)
    phones = ArrayField(models.CharField(max_length=32), default=list)
    email = models.CharField(max_length=254, blank=True)
    # empty for addresses such as info@ that do not identify a person
    email_key = models.CharField(max_length=254, blank=True)
    # filled only when the check digit holds
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
    # Keys of matching, derived and never shown; the database fills them where a statement leaves them out.
    admin1 = models.CharField(max_length=8, db_default="", blank=True)  # code of the province: TH-10, CN-11, TW-TPE
    admin2 = models.CharField(max_length=120, db_default="", blank=True)
    admin3 = models.CharField(max_length=120, db_default="", blank=True)
    house = models.CharField(max_length=20, db_default="", blank=True)
    # two parts of the address that contradict one another: postcode_admin1, postcode_admin2, admin2_admin1
    address_conflict = models.CharField(max_length=20, db_default="", blank=True)
    given_sound = models.CharField(max_length=40, db_default="", blank=True)
    family_sound = models.CharField(max_length=40, db_default="", blank=True)
    # without +tag; like email_key empty for addresses that do not identify a person
    email_weak_key = models.CharField(max_length=254, db_default="", blank=True)
    legal_form = models.CharField(max_length=40, db_default="", blank=True)
    # also where the year alone is known
    birth_year = models.SmallIntegerField(null=True, blank=True)
    # the edition of `normalising` that read these columns; `renormalise` reads those again that an earlier one read
    edition = models.SmallIntegerField(db_default=EDITION)
    facts = models.JSONField(default=dict)
    search_text = models.TextField(blank=True)
    search_keys = ArrayField(models.TextField(), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="source_record_key")]
        indexes = [
            # what a person typed came in no batch
            models.Index(fields=["batch"], name="record_batch", condition=models.Q(batch__isnull=False)),
            # exact matching looks candidates up by these
            models.Index(fields=["national_id"], name="record_national_id", condition=~models.Q(national_id="")),
            models.Index(fields=["tax_id"], name="record_tax_id", condition=~models.Q(tax_id="")),
            models.Index(fields=["email_key"], name="record_email", condition=~models.Q(email_key="")),
            models.Index(fields=["name_key"], name="record_name", condition=~models.Q(name_key="")),
            # candidates of matching
            models.Index(
                fields=["family_sound", "birth_year"], name="record_family_born", condition=~models.Q(family_sound="")
            ),
            models.Index(fields=["email_weak_key"], name="record_weak_email", condition=~models.Q(email_weak_key="")),
            models.Index(
                fields=["postcode", "house"],
                name="record_house",
                condition=~models.Q(postcode="") & ~models.Q(house=""),
            ),
            # empty but after an upgrade
            models.Index(fields=["id"], name="record_earlier_edition", condition=models.Q(edition__lt=EDITION)),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}:{self.key}"
