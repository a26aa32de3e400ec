from django.db import models

from idic.domain.catalogue.models.category import Category


class Product(models.Model):
    code = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=300, blank=True)
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.PROTECT, related_name="products")
    # postage, bank charges, manual adjustments: lines that are no goods
    is_goods = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["name", "id"], name="product_by_name"),
            models.Index(fields=["category", "name", "id"], name="product_by_category"),
        ]

    def __str__(self) -> str:
        return self.name or self.code
