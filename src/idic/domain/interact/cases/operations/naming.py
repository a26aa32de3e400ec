from __future__ import annotations

from django.db import transaction

from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.messages import surviving
from idic.domain.interact.cases.operations.rows import checked_text, locked, record, save, set_search


@transaction.atomic
def name_contact(case: Case, name: str, *, source: str) -> bool:
    """How whoever writes from `source` calls themselves, told after their first words. What stands there is kept."""
    row = locked(surviving(case), by=None)
    found = checked_text(name)[:300]
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
