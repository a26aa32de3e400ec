from django.db import models

from idic.domain.identify.models import Customer
from idic.domain.interact.knowledge.models.text import ArticleText


class CustomerReading(models.Model):
    """A customer read an article on the portal: whether they got in touch all the same is what deflection counts."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    text = models.ForeignKey(ArticleText, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["at", "id"], name="article_reading_at"),
            models.Index(fields=["customer", "at"], name="article_reading_customer"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.text_id}"
