from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from idic.domain.catalogue.models import Category
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


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
