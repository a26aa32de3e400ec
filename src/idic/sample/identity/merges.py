from __future__ import annotations

from idic.domain.identify.merging.operations.judgements import verify_value
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.foundation.accounts.models import User
from idic.sample.desk.cast import named


def make_merges(by: User) -> None:
    """One that stands and can be undone. One that was a mistake: twins with one telephone, kept apart since."""
    kept = named("曹淑貞")
    merge_customers(kept, named("TSAO", "SHU", "CHEN"), by=by)
    undo_merge(merge_customers(named("Anthony", "Butler"), named("Laura", "Butler"), by=by), by=by)
    kept.refresh_from_db()
    record = kept.provenance.get("name")
    if record is not None:
        verify_value(kept, int(record), "name", by=by)
