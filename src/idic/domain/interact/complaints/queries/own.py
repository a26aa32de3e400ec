"""Of whom a complaint is: one that came into a case when another was joined with it stays with whoever complained."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.db.models import F, OuterRef, Q, Value, When
from django.db.models.lookups import Exact, GreaterThan, IsNull

from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.queries.joined import is_same_customer
from idic.domain.interact.complaints.models import Complaint


def own_complaint(case: Case) -> Complaint | None:
    """That of the case, where the case's customer is who complained."""
    return own_complaints([case]).get(case.pk)


def own_complaints(cases: Sequence[Case], *, state: str = "") -> dict[int, Complaint]:
    """By their case. One statement."""
    of = {case.pk: case for case in cases}
    found = Complaint.objects.filter(case__in=of).select_related("told_in")
    found = found.defer("told_in__search_text", "told_in__search_keys", "told_in__signature")
    rows = found.filter(state=state) if state else found
    return {row.case_id: row for row in rows if is_same_customer(row.told_in, of[row.case_id])}


def case_of_complainer(row: Complaint) -> Case:
    """The case that says who complained: its own, unless it stands in somebody else's meanwhile."""
    return row.case if is_same_customer(row.told_in, row.case) else row.told_in


def complainer(row: Complaint) -> int | None:
    """The customer who complained, whoever's case it stands in meanwhile; None where nobody is known."""
    return case_of_complainer(row).customer_id


def complainers(rows: Sequence[Complaint]) -> dict[int, int | None]:
    """By complaint; its case and the one in which it was told have been read."""
    return {row.pk: complainer(row) for row in rows}


def whose(ref: type[F | OuterRef] = F) -> models.Case:
    """`complainer` within a statement."""
    known, address = ref("told_in__customer"), ref("told_in__contact_address")
    is_here = Q(Exact(address, ref("case__contact_address"))) & Q(GreaterThan(address, Value("")))
    return models.Case(
        When(IsNull(known, False), then=known), When(is_here, then=ref("case__customer")),
        output_field=models.BigIntegerField(),
    )  # fmt: skip
