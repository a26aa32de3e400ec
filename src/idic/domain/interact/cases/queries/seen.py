"""The case that a record of another room names, as far as its reader may see that."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.rules import visible_cases
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may


def seen_case(user: User, at: str = "case") -> Prefetch[str]:
    """For rows that name a case: beside it stands `seen_case`, None where it is kept from the reader. One statement for those
    of all rows. Show that one, never the case or its number."""
    cases = _cases(user).defer("search_text", "search_keys", "signature", "text")
    return Prefetch(at, queryset=cases, to_attr="seen_case")


def sees_case(user: User, at: str = "case") -> Exists:
    """Whether the reader may see the case that a row names, for a condition."""
    return Exists(_cases(user).filter(pk=OuterRef(at)))


def seen_among(user: User, ids: Iterable[int]) -> set[int]:
    """Of these cases those that the reader sees."""
    return set(_cases(user).filter(pk__in=set(ids)).values_list("pk", flat=True))


def _cases(user: User) -> QuerySet[Case]:
    return visible_cases(user) if may(user, "case.see") else Case.objects.none()
