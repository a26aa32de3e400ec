from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db.models import Q, QuerySet, TextField, Value
from django.utils import timezone

from idic.domain.interact.cases.enums import OPEN_STATES, CaseState
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.queries.composed import SOME_IDS, for_reader
from idic.domain.interact.cases.queries.marks import MARKS
from idic.domain.interact.cases.rules import reaches, visible_cases
from idic.domain.interact.cases.search import search_query
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.foundation.nouns.search import TextSearch
from idic.foundation.storage.remembered import one_of
from idic.methods.search_keys import QueryKind

_WIDE = (
    "search_text", "search_keys", "signature", "customer__search_text", "customer__search_keys", "customer__facts",
    "customer__provenance",
)  # fmt: skip


def access_case(user: User, pk: int, *, permission: str = "case.see") -> Case:
    require(user, permission)

    def build(pk: int) -> QuerySet[Case]:
        found = with_names(visible_cases(user, permission)).filter(pk=pk)
        return found.select_related("created_by", "merged_into", "parent", "product", "customer__score")

    found = for_reader(user, f"case by {permission}", build, SOME_IDS[0]).first(pk)
    if found is None:
        raise NotVisible
    return found


def holds(user: User, case: Case, permission: str) -> bool:
    """Whether this right of the user reaches this case, which they see: what a page offers to do."""
    return reaches(user, permission, case)


def with_names(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.select_related("owner", "team", "customer", "topic").defer(*_WIDE)


def cases_of_customer(user: User, customer_id: int, *, limit: int = 50) -> list[Case]:
    """The latest first."""
    found = with_names(visible_cases(user)).filter(customer_id=customer_id)
    return list(found.order_by("-received_at", "-pk")[:limit])


def own_cases(user: User, *, now: datetime, limit: int) -> list[Case]:
    """Open and not put off, the one that is due first before the others."""
    found = with_names(visible_cases(user)).filter(owner=user, state__in=OPEN_STATES).exclude(snoozed_until__gt=now)
    return list(found.order_by("due_at", "pk")[:limit])


def next_case(user: User, *, after: int) -> Case | None:
    """Of the open ones that are mine or nobody's and wait for an answer, the one that is due first."""
    found = visible_cases(user, "case.change").filter(state__in=OPEN_STATES, waits_for_us=True).exclude(pk=after)
    found = found.filter(Q(owner=user) | Q(owner__isnull=True)).exclude(snoozed_until__gt=timezone.now())
    return found.defer(*_WIDE).order_by("due_at", "pk").first() if may(user, "case.change") else None


@dataclass(frozen=True)
class Around:
    """Cases beside one: what hangs together with it, and what else its customer waits for."""

    near: list[Case]
    also_open: list[Case]


def cases_around(user: User, case: Case, *, messages: Sequence[int]) -> Around:
    """One query, and one more for a case that came out of a message. `messages` are those of the case that are on show:
    other cases may have come out of them."""

    def build(pk: int, parent: int, before: int, customer: int, origins: list[int]) -> QuerySet[Case]:
        asked = Q(parent=pk) | Q(merged_into=pk) | Q(pk=parent) | Q(pk=before)
        asked |= Q(customer=customer, state__in=OPEN_STATES) | Q(one_of("origin_id", origins))
        return with_names(visible_cases(user)).filter(asked).exclude(pk=pk).order_by("-pk")[:40]

    require(user, "case.see")
    read = for_reader(user, "cases around", build, *SOME_IDS[:4], list(SOME_IDS[4:]))
    before = case.origin.case_id if case.origin is not None else None
    found, origins = read(case.pk, case.parent_id, before, case.customer_id, list(messages)), set(messages)
    near = [
        one for one in found
        if case.pk in (one.parent_id, one.merged_into_id) or one.pk in (case.parent_id, before) or one.origin_id in origins
    ]  # fmt: skip
    also_open = [one for one in found if one not in near and one.is_open and one.customer_id == case.customer_id]
    return Around(near[:20], also_open[:6] if case.customer_id is not None else [])


def candidates_for(user: User, case: Case, text: str, *, limit: int = 8) -> list[Case]:
    """With which a case may be joined: by number or words; without any, the other ones of the same contact."""
    found = with_names(visible_cases(user, "case.change")).exclude(pk=case.pk).exclude(state=CaseState.MERGED)
    number = text.removeprefix("#")
    if number.isascii() and number.isdecimal() and len(number) < 19:
        found = found.filter(pk=int(number))
    elif text:
        found = found_by(found, text)
    elif case.customer_id is not None:
        found = found.filter(customer=case.customer_id)
    elif case.contact_address:
        found = found.filter(contact_address=case.contact_address)
    else:
        return []
    return list(found.order_by("-last_message_at", "-pk")[:limit])


def _read(text: str) -> tuple[list[str]] | None:
    query = search_query(text)
    return None if query.kind is QueryKind.EMPTY else (list(query.tokens),)


_TEXTS = ArrayField(TextField())

found_by = TextSearch(
    _read, lambda cases, tokens: cases.filter(search_keys__contains=Value(tokens, _TEXTS)), marks=MARKS
)
