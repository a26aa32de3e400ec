from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from idic.domain.catalogue.models import Category
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require


@dataclass(frozen=True)
class Branch:
    category: Category
    is_open: bool
    is_chosen: bool
    below: Sequence[Branch]


def access_category(user: User, pk: int) -> Category | None:
    """None where it is gone: a list without its filter is better than no list."""
    require(user, "product.see")
    return Category.objects.filter(pk=pk).first()


def tree_around(chosen: Category | None) -> list[Branch]:
    """The roots, and below each category on the way to the chosen one its children. One query."""
    way = _prefixes(chosen.path) if chosen else []
    wanted = Q(parent__isnull=True) | Q(parent__path__in=way)
    children: dict[int | None, list[Category]] = {}
    for category in Category.objects.filter(wanted).order_by("name", "pk"):
        children.setdefault(category.parent_id, []).append(category)

    def branches(parent_id: int | None) -> list[Branch]:
        return [
            Branch(
                category,
                is_open=category.path in way,
                is_chosen=chosen is not None and category.pk == chosen.pk,
                below=branches(category.pk),
            )
            for category in children.get(parent_id, [])
        ]

    return branches(None)


def ancestors_of(category: Category) -> list[Category]:
    """From the root down to its parent."""
    return list(Category.objects.filter(path__in=_prefixes(category.path)[:-1]).order_by("depth"))


def _prefixes(path: str) -> list[str]:
    """A name may hold the separator itself: a prefix that is no category simply finds none."""
    names = path.split(" / ")
    return [" / ".join(names[: count + 1]) for count in range(len(names))]


def root_names(limit: int) -> list[str]:
    """Names of the categories at the top."""
    return list(Category.objects.filter(parent__isnull=True).order_by("name").values_list("name", flat=True)[:limit])


def names_from_root(pks: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Names from the top down to each category itself; one that is gone is left out. One query, for work that serves
    nobody in particular: it asks no reader's right."""
    with connection.cursor() as cursor:
        cursor.execute(
            """WITH RECURSIVE way (asked, parent_id, names) AS (
                   SELECT id, parent_id, ARRAY[name::text] FROM catalogue_category WHERE id = ANY(%s)
                   UNION ALL
                   SELECT w.asked, c.parent_id, c.name::text || w.names
                   FROM way w JOIN catalogue_category c ON c.id = w.parent_id)
               SELECT asked, names FROM way WHERE parent_id IS NULL""",
            [list(pks)],
        )
        return {pk: tuple(names) for pk, names in cursor.fetchall()}


def upper_categories(user: User, *, limit: int) -> QuerySet[Category]:
    """Those at the top and right below it, each branch together; nothing for who may not see the catalogue."""
    if not may(user, "product.see"):
        return Category.objects.none()
    upper = Category.objects.filter(depth__lte=1).order_by("path")
    # Looked up within, so that whoever narrows it further may.
    return Category.objects.filter(pk__in=upper.values("pk")[:limit]).order_by("path")


def offered_categories(kept: int | None = None) -> QuerySet[Category]:
    """For settings: those at the top and the two levels below, and the one that is chosen already."""
    return Category.objects.filter(Q(depth__lte=2) | Q(pk=kept)).order_by("path")
