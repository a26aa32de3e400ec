from __future__ import annotations

from django.db.models import Q, QuerySet

from idic.domain.catalogue.models import Category, Product
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def access_products(user: User) -> QuerySet[Product]:
    require(user, "product.see")
    return Product.objects.select_related("category")


def access_product(user: User, pk: int) -> Product:
    found = access_products(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def in_branch(products: QuerySet[Product], category: Category) -> QuerySet[Product]:
    """Those of the category and of everything below it."""
    return products.filter(Q(category=category) | Q(category__path__startswith=f"{category.path} / "))


def matching(products: QuerySet[Product], text: str) -> QuerySet[Product]:
    return products.filter(Q(name__icontains=text) | Q(code__icontains=text)) if text else products


def name_of_product(pk: int) -> str | None:
    return Product.objects.filter(pk=pk).values_list("name", flat=True).first()
