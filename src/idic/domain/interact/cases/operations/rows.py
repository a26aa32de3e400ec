"""What every operation on a case shares: the lock, the checks of single values, the search keys, the event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.locks import why_locked
from idic.domain.identify.rules import visible_customers
from idic.domain.interact.cases.clocks.keeping import keep_clocks
from idic.domain.interact.cases.enums import CaseState
from idic.domain.interact.cases.errors import CaseEnded, CaseOutdated, CustomerLocked, NotAssignable, TitleMissing
from idic.domain.interact.cases.likeness.store import compared_text, signature_of
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.queries.people import assignable
from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.cases.search import keys_of
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line

#: What can happen to a case; doors word each of them.
VERBS = frozenset({
    "case.opened", "case.changed", "case.assigned", "case.message_received", "case.answered", "case.acknowledged",
    "case.paused", "case.resumed", "case.snoozed", "case.woken", "case.resolved", "case.closed", "case.reopened",
    "case.confirmed", "case.rejected", "case.warned", "case.breached", "case.escalated", "case.merged", "case.unmerged",
    "case.split", "case.linked", "case.unlinked", "case.deleted", "case.restored",
})  # fmt: skip
_RECORDED = (
    "title", "text", "mode", "purpose", "state", "priority", "topic_id", "product_id", "language", "owner_id", "team_id",
    "customer_id", "contact_name", "contact_address", "parent_id", "merged_into_id", "received_at", "snoozed_until",
    "outcome", "outcome_note", "verdict", "attributes",
)  # fmt: skip


def locked(case: Case, *, by: User | None, permission: str = "case.change", version: int | None = None) -> Case:
    """Its reach is checked on the row as it is now, not as it was read. Without a person, a machine acts."""
    if by is not None and not visible_cases(by, permission).filter(pk=case.pk).exists():
        require(by, permission)
        raise NotVisible
    found = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    if version is not None and found.version != version:
        raise CaseOutdated
    return found


def require_open(case: Case) -> None:
    if not case.is_open:
        raise CaseEnded


def recorded(case: Case) -> dict[str, object]:
    """The values that events keep, as data."""
    return {name: _plain(getattr(case, name)) for name in _RECORDED}


def told(case: Case, *names: str) -> dict[str, object]:
    """Single values as data."""
    return {name: _plain(getattr(case, name)) for name in names}


def save(case: Case, *, by: User | None = None, measured_anew: bool = False) -> None:
    """What it promises is worked out anew with whatever changed. `measured_anew`: it is somebody else's now."""
    case.version += 1
    keep_clocks(case, by=by, measured_anew=measured_anew)
    case.save()


def record(
    verb: str, case: Case, *, by: User | None, before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None, at: datetime | None = None,
) -> int:  # fmt: skip
    """What the sentence and the taking back need stands on the side of `before`, so that `after` is what changed."""
    return append_event(event_of(verb, case, before=before, after=after), by=by, at=at)


def event_of(
    verb: str, case: Case, *, before: Mapping[str, object] | None = None, after: Mapping[str, object] | None = None,
    at: datetime | None = None,
) -> NewEvent:  # fmt: skip
    if verb not in VERBS:
        raise LookupError(f"unknown verb {verb!r}")
    return NewEvent(
        verb, "case", case.pk, customer_id=case.customer_id,
        before={"title": case.title, "version": case.version - 1, **(before or {})}, after=after or {}, at=at,
    )  # fmt: skip


def checked_title(title: str) -> str:
    """Signs that PostgreSQL does not hold are dropped; a title of nothing but space is none."""
    found = one_line(title, 300)
    if not found:
        raise TitleMissing
    return found


def checked_owner(owner: User | None, *, by: User | None, before: int | None = None) -> User | None:
    if owner is None or by is None or owner.pk in (by.pk, before):
        return owner
    if not assignable(by).filter(pk=owner.pk).exists():
        raise NotAssignable
    return owner


def checked_customer(customer: Customer | None, *, by: User | None) -> Customer | None:
    """A person opens no case for whose data is locked; what such a customer writes is taken all the same."""
    if customer is not None and by is not None:
        if not visible_customers(by).filter(pk=customer.pk).exists():
            raise NotVisible
        if why := why_locked(customer.pk):
            raise CustomerLocked(why)
    return customer


def set_search(case: Case) -> None:
    """The title and what was asked first, then what was said, the first words before the later ones."""
    said = Message.objects.filter(case=case).order_by("at", "pk").values_list("text", flat=True)[:20] if case.pk else []
    # a mail that opened the case stands there already
    set_keys(case, [text for text in said if text != case.text])
    case.signature = signature_of(compared_text(case.title, case.text))


def set_keys(case: Case, said: Sequence[str]) -> None:
    # by the name on record and by the one that was given; where many words follow, the names are among the first
    names = dict.fromkeys((case.customer.name if case.customer is not None else "", case.contact_name))
    texts = [case.title, *names, case.text, *said]
    emails = [case.contact_address] if "@" in case.contact_address else []
    codes = [str(case.pk)] if case.pk else []
    case.search_text, case.search_keys = keys_of(texts, codes=codes, emails=emails)


def begin_work(case: Case) -> None:
    """A case that somebody has in hand is new no longer."""
    if case.state == CaseState.NEW:
        case.state = CaseState.OPEN


def take_if_nobodys(case: Case, *, by: User) -> None:
    """Whoever answers or ends what nobody has taken is the one who has it, so that the figures know whose work it was."""
    if case.owner_id is None:
        case.owner, case.team = by, case.team or by.team


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value
