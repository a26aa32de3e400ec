"""Of whom a complaint is: one that came into a case when another was joined with it stays with whoever complained."""

from __future__ import annotations

from collections.abc import Sequence

from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.queries.joined import is_same_customer
from idic.domain.interact.complaints.models import Complaint
from idic.foundation.events.models import Event

#: Joined into one that was joined into another, and so on.
_DEEPEST = 20


def own_complaint(case: Case) -> Complaint | None:
    """That of the case, where the case's customer is who complained."""
    return own_complaints([case]).get(case.pk)


def own_complaints(cases: Sequence[Case], *, state: str = "") -> dict[int, Complaint]:
    """By their case. One statement where none of them came from elsewhere, besides that of the complaints."""
    of = {case.pk: case for case in cases}
    found = Complaint.objects.filter(case__in=of)
    rows = list(found.filter(state=state) if state else found)
    came = _came(rows)
    return {row.case_id: row for row in rows if is_same_customer(came.get(row.pk, of[row.case_id]), of[row.case_id])}


def complainer(row: Complaint) -> int | None:
    """The customer who complained, whoever's case it stands in meanwhile; None where nobody is known."""
    return complainers([row])[row.pk]


def told_in(row: Complaint) -> Case:
    """The case that says who complained: its own, unless it stands in somebody else's meanwhile."""
    came = _came([row]).get(row.pk, row.case)
    return row.case if is_same_customer(came, row.case) else came


def complainers(rows: Sequence[Complaint]) -> dict[int, int | None]:
    """By complaint; their cases have been read. One statement where none of them came from elsewhere."""
    came = _came(rows)
    return {
        row.pk: row.case.customer_id if is_same_customer(came.get(row.pk, row.case), row.case) else came[row.pk].customer_id
        for row in rows
    }  # fmt: skip


def _came(rows: Sequence[Complaint]) -> dict[int, Case]:
    """The case in which each was told, where it is not the one in which it stands."""
    at = {row.pk: row.case_id for row in rows}
    origin: dict[int, Case] = {}
    for _step in range(_DEEPEST):
        told = Event.objects.filter(
            subject_kind="case", subject_id__in=set(at.values()), verb="case.merged",
            after__joined__complaint__complaint_id__in=list(at),
        )  # fmt: skip
        brought = {
            (pk, case): source
            for case, pk, source in told.order_by("id").values_list(
                "subject_id", "after__joined__complaint__complaint_id", "after__from_id"
            )
        }
        sources = Case.objects.filter(pk__in=brought.values()).only("customer", "contact_address", "merged_into")
        gone = {one.pk: one for one in sources} if brought else {}
        at_before, at = at, {}
        for pk, case in at_before.items():
            one = gone.get(brought.get((pk, case), 0))
            # taken back since, it is here by itself
            if one is not None and one.merged_into_id == case:
                origin[pk], at[pk] = one, one.pk
        if not at:
            break
    return origin
