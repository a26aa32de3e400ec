from django.db import models

from idic.domain.identify.privacy.enums import Channel, SuppressionReason


class Suppression(models.Model):
    """An address that a purpose must not use again, as a keyed hash: nobody can read from it whose it is.

    The hash is over purpose, channel and address; where somebody else holds the same address it is over the name too,
    so that they are still reached. A consent given after `at` is the person's newer word. An entry without channel is no
    address but a number under which an erased person was known; only an import asks for it.
    """

    digest = models.BinaryField(max_length=32, unique=True)
    # empty: every purpose of marketing
    purpose_code = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True)
    reason = models.CharField(max_length=10, choices=SuppressionReason.choices)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["purpose_code", "channel"], name="suppression_of_purpose")]

    def __str__(self) -> str:
        return f"{self.purpose_code}/{self.channel}"
