from django.db import models
from django.utils.translation import pgettext_lazy

from idic.domain.identify.enums import SourceKind

#: Addresses that somebody told of while they were in contact.
CONTACTS_CODE = "contacts"
# Sources that are places of the product, by their codes: named in the reader's language.
_OWN = {
    "desk": pgettext_lazy("source", "Desk"),
    "data-subject": pgettext_lazy("source", "Data subject"),
    CONTACTS_CODE: pgettext_lazy("source", "Contacts"),
}


class Source(models.Model):
    """A system that says things about customers. The larger its rank, the more it is believed."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=SourceKind.choices, default=SourceKind.FILE)
    rank = models.IntegerField(default=50)
    # Remembered from the last import, so that the next file of this source needs no hand.
    mappings = models.JSONField(default=dict)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """What people read: the name that they gave it, or our word for a source of our own."""
        return str(_OWN.get(self.code, self.name))

    @property
    def is_by_hand(self) -> bool:
        """What a person typed about a customer is believed before all else. An address that was only remembered is not:
        it never takes the place of the first one."""
        return self.kind == SourceKind.DESK and self.code != CONTACTS_CODE
