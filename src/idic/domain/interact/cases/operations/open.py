from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.clocks.keeping import keep_clocks
from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.enums import CaseState
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.rows import (
    checked_customer,
    checked_owner,
    checked_text,
    checked_title,
    record,
    recorded,
    set_search,
)
from idic.domain.interact.cases.operations.telling import tell_owner
from idic.domain.interact.cases.routing import way_of
from idic.domain.interact.contact import AccessMode, Priority, Purpose
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


@transaction.atomic
def open_case(draft: CaseDraft, *, by: User | None) -> Case:
    """Without a person, a channel opens it: who may work on it is a matter of its team and owner. Where neither is named,
    the rules of assignment say whose it is."""
    if by is not None:
        require(by, "case.create")
    now = timezone.now()
    received_at = min(draft.received_at or now, now)
    owner = checked_owner(draft.owner, by=by)
    case = Case(
        title=checked_title(draft.title), text=checked_text(draft.text), customer=checked_customer(draft.customer, by=by),
        contact_name=checked_text(draft.contact_name)[:300], contact_address=checked_text(draft.contact_address)[:254],
        mode=AccessMode(draft.mode), purpose=Purpose(draft.purpose), priority=Priority(draft.priority),
        topic=draft.topic, product=draft.product, language=draft.language, owner=owner,
        team=draft.team or (owner.team if owner else None), received_at=received_at, last_message_at=received_at,
        origin=draft.origin, hidden_from=list(draft.hidden_from), attributes=draft.attributes, created_by=by,
        state=CaseState.OPEN if owner else CaseState.NEW,
    )  # fmt: skip
    if case.owner is None and case.team is None and (way := way_of(case)) is not None:
        case.team, case.owner = way.team, way.owner
        case.state = CaseState.OPEN if way.owner else case.state
    case.save()
    set_search(case)
    keep_clocks(case)
    case.save(update_fields=["search_text", "search_keys", "signature", "due_at"])
    after = {name: value for name, value in recorded(case).items() if value not in ("", None, [], {}, False)}
    record("case.opened", case, by=by, after=after)
    tell_owner(case, "case.assigned", by=by)
    return case
