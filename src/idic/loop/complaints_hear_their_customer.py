"""A case that had ended is open again and its complaint is not: somebody has to say what that means for it."""

from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.afterwards import hear
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on("case.reopened", name="complaints_hear_their_customer", alone=True)
def complaints_hear_their_customer(event: Event) -> None:
    """What was told twice is decided where it was told first."""
    found = Complaint.objects.select_related("duplicate_of").filter(case=event.subject_id).first()
    if found is not None:
        message = event.before.get("message_id")
        hear(found.duplicate_of or found, message_id=message if isinstance(message, int) else None, at=event.at)
