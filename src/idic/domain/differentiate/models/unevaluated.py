from django.db import models

from idic.domain.identify.models import Customer


class Unevaluated(models.Model):
    """A customer about whom something has changed since their segments were last worked out."""

    customer = models.OneToOneField(Customer, primary_key=True, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.customer_id}"
