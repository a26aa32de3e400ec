from __future__ import annotations

from django.db import transaction

from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.messages import locked_today
from idic.domain.interact.cases.operations.rows import record, save, set_search
from idic.foundation.texts import trimmed


@transaction.atomic
def name_contact(case: Case, name: str, *, source: str) -> bool:
    """How whoever writes from `source` calls themselves, told after their first words. What stands there is kept."""
    row = locked_today(case, by=None)
    found = trimmed(name, 300)
    if not found:
        return False
    Message.objects.filter(case=row, source=source, sender_name="").update(sender_name=found)
    if row.contact_name:
        return False
    row.contact_name = found
    set_search(row)
    save(row)
    record("case.changed", row, by=None, before={"contact_name": ""}, after={"contact_name": found})
    return True
