"""Messages that came into a case when another was joined with it: people on our side read them as one, a customer only
their own."""

from __future__ import annotations

from collections.abc import Iterator

from idic.domain.interact.cases.models import Case
from idic.foundation.events.models import Event

#: Joined into one that was joined into another, and so on.
_DEEPEST = 20


def messages_of_joined(case: Case) -> set[int]:
    """Of whomever they are. One statement where nothing was joined."""
    return {pk for _other, said in _joined(case) for pk in said}


def messages_of_strangers(case: Case) -> set[int]:
    """Of cases that were not this customer's, or whose sender is not known to be this one."""
    return {pk for other, said in _joined(case) if not is_same_customer(other, case) for pk in said}


def _joined(case: Case) -> Iterator[tuple[Case, list[int]]]:
    """Every case that went into this one, with the messages that it brought."""
    level = [case.pk]
    for _step in range(_DEEPEST):
        found = Case.objects.filter(merged_into__in=level).only("customer", "contact_address")
        others = {one.pk: one for one in found}
        if not others:
            return
        told = Event.objects.filter(
            subject_kind="case", subject_id__in=others, verb="case.merged", after__has_key="merged_into_id"
        )
        # joined, taken back and joined again: the last time counts
        for pk, after in told.order_by("subject_id", "-id").distinct("subject_id").values_list("subject_id", "after"):
            yield others[pk], after.get("messages", [])
        level = list(others)


def is_same_customer(other: Case, case: Case) -> bool:
    """Whoever told neither name nor address is nobody else's to read."""
    if other.pk == case.pk:
        return True
    if other.customer_id is None:
        return other.contact_address != "" and other.contact_address == case.contact_address
    return other.customer_id == case.customer_id
