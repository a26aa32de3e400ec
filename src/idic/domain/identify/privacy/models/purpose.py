from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from idic.domain.identify.privacy.enums import Basis, Channel, Need
from idic.domain.identify.privacy.models.jurisdiction import Jurisdiction


class Purpose(models.Model):
    """What personal data is used for. `texts` is {language: {"name", "text"}}, the newest of its versions."""

    code = models.SlugField(max_length=40, unique=True)
    texts = models.JSONField(default=dict)
    text_version = models.IntegerField(default=1)
    is_marketing = models.BooleanField(default=False)
    is_sensitive = models.BooleanField(default=False)
    # empty: the purpose has no channel, and consent is given to it as such
    channels = ArrayField(models.CharField(max_length=8, choices=Channel.choices), default=list, blank=True)
    # code of the rule that says how long the data of this purpose is kept
    retention = models.CharField(max_length=60, blank=True)
    # the permission whose holders may use data for this purpose; empty: whoever may see the data
    permission = models.CharField(max_length=40, blank=True)
    # why our interest outweighs the person's, where the basis is an interest
    balancing_note = models.TextField(blank=True)
    # after so many months a consent has expired; null: it lasts until it is withdrawn
    months_valid = models.IntegerField(null=True, blank=True)
    needs_review = models.BooleanField(default=False)
    is_archived = models.BooleanField(default=False)
    position = models.IntegerField(default=100)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.code


class PurposeVersion(models.Model):
    """The words under which consent was asked for; never changed."""

    purpose = models.ForeignKey(Purpose, on_delete=models.CASCADE, related_name="versions")
    number = models.IntegerField()
    texts = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "number"], name="purpose_version_number")]

    def __str__(self) -> str:
        return f"{self.purpose_id} {self.number}"


class PurposeBasis(models.Model):
    """On what ground a purpose stands in one jurisdiction. Without such a row it needs consent there."""

    purpose = models.ForeignKey(Purpose, on_delete=models.CASCADE, related_name="bases")
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, related_name="+")
    basis = models.CharField(max_length=10, choices=Basis.choices)
    article = models.CharField(max_length=80, blank=True)
    need = models.CharField(max_length=10, choices=Need.choices)
    # who bought already may be written to about the same kind of thing until they object
    soft_opt_in = models.BooleanField(default=False)
    needs_review = models.BooleanField(default=True)

    class Meta:
        ordering = ["jurisdiction__code"]
        constraints = [models.UniqueConstraint(fields=["purpose", "jurisdiction"], name="purpose_basis_once")]

    def __str__(self) -> str:
        return f"{self.purpose_id} {self.jurisdiction_id}: {self.basis}"
