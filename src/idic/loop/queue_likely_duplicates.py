"""What an import brought that is probably known already waits for a person, beside whom it resembles."""

from idic.domain.identify.linkage.operations.after_import import start_queueing
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on("import.customers", name="queue_likely_duplicates")
def queue_likely_duplicates(event: Event) -> None:
    if event.after.get("new"):
        start_queueing(event.subject_id)
