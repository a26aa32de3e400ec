from __future__ import annotations

from datetime import datetime

from idic.domain.catalogue.models import Category, Product
from idic.sample.world.purchases import PRODUCTS

_DEPARTMENTS = ("Grocery", "Fresh", "Household", "Drinks", "Pharmacy", "Garden")
_SHELVES = 10


def make_catalogue(at: datetime) -> None:
    """The lines name products by their ids, so these are given here."""
    categories: list[Category] = []
    for department in _DEPARTMENTS:
        root = Category.objects.create(name=department, path=department)
        categories += Category.objects.bulk_create(
            Category(name=f"Shelf {shelf}", parent=root, path=f"{department} / Shelf {shelf}", depth=1)
            for shelf in range(1, _SHELVES + 1)
        )
    Product.objects.bulk_create(
        Product(
            pk=number, code=f"P{number:05d}", name=f"Product {number}", category=categories[number % len(categories)],
            created_at=at,
        )
        for number in range(1, PRODUCTS + 2)
    )  # fmt: skip
