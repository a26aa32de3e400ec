from __future__ import annotations

from idic.domain.identify.merging.queries.own_records import own_records
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.customers import shown_values
from idic.domain.identify.operations.sources import DESK_CODE
from idic.foundation.attributes.models import PREFIX

# Shown as the golden view reads them: what was typed may be in any order of the date or any word for the sex.
_READ = frozenset({"kind", "birth_date", "sex"})


def desk_values(customer: Customer) -> dict[str, str]:
    """What the edit form shows: the golden values, and what the desk itself typed in the words it typed."""
    payload = (
        own_records(customer).filter(source__code=DESK_CODE).order_by("id").values_list("payload", flat=True).first()
    )
    typed = {
        name: str(value) for name, value in (payload or {}).items() if name not in _READ and not name.startswith(PREFIX)
    }
    return {**shown_values(customer), **typed}
