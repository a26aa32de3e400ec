from django.db import models
from django.db.models import Q

from idic.domain.identify.models import Customer


class PortalSession(models.Model):
    """A customer's browser. Apart from the sessions of staff in every way: it never makes anybody a user. Of its key only
    the digest is kept. Without a customer, whoever came has yet to say which of several they are."""

    digest = models.CharField(max_length=64, unique=True)
    email = models.CharField(max_length=254)
    customer = models.ForeignKey(Customer, null=True, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["email"], name="portal_session_email", condition=Q(ended_at__isnull=True)),
            models.Index(fields=["expires_at"], name="portal_session_age"),
            models.Index(fields=["customer"], name="portal_session_customer", condition=Q(customer__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.pk)
