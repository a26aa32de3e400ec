from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from idic.domain.catalogue.models import Category, Product
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.names import ids_of
from idic.foundation.accounts.rules import require
from idic.methods.normalise.chinese import simplified, traditional

_MOST_FOUND = 20


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
    """By name or code, as written or in the other Chinese script."""
    if not text:
        return products
    asked = Q(code__icontains=text)
    for one in {text, simplified(text), traditional(text)}:
        asked |= Q(name__icontains=one)
    return products.filter(asked)


def found_products(user: User, text: str) -> list[tuple[str, str]]:
    """Choices while a name or code is typed; those of one name are told apart by their codes."""
    found = list(matching(access_products(user), text).order_by("name", "pk")[:_MOST_FOUND])
    times = Counter(one.name for one in found)
    return [(str(one.pk), f"{one.name} ({one.code})" if times[one.name] > 1 else str(one)) for one in found]


def products_by_code(codes: Sequence[object]) -> dict[object, str]:
    """For lists: the codes are their ids as texts."""
    ids = ids_of(codes)
    return {str(one.pk): str(one) for one in Product.objects.filter(pk__in=ids).only("name", "code")} if ids else {}


def names_of_products(pks: Iterable[object]) -> dict[int, str]:
    return {one.pk: str(one) for one in Product.objects.filter(pk__in=list(pks)).only("name", "code")}


def name_of_product(pk: int) -> str | None:
    return Product.objects.filter(pk=pk).values_list("name", flat=True).first()


def numbers_of_products(codes: Sequence[str]) -> dict[str, int]:
    return dict(Product.objects.filter(code__in=codes).values_list("code", "pk"))


def codes_of_products(pks: Sequence[int]) -> list[str]:
    """In this order; of what is gone nothing."""
    codes = dict(Product.objects.filter(pk__in=pks).values_list("pk", "code"))
    return [codes[pk] for pk in pks if pk in codes]


def product_numbered(pk: int | None) -> Product | None:
    return Product.objects.select_related("category").filter(pk=pk).first() if pk else None


def products_on_offer(pks: Sequence[int]) -> list[tuple[str, str]]:
    """Of those that an organisation offers to people outside: what is sold no more is left out."""
    names = {one.pk: str(one) for one in Product.objects.filter(pk__in=pks, is_active=True).only("name", "code")}
    return [(str(pk), names[pk]) for pk in pks if pk in names]
