"""The same complaint again after its cause was said to be gone: the corrective action is opened again by itself."""

from idic.domain.interact.complaints.models import Complaint, CorrectiveAction
from idic.domain.interact.complaints.operations.corrective import recur
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on("complaint.assessed", name="reopen_actions_that_failed", alone=True)
def reopen_actions_that_failed(event: Event) -> None:
    """Only what has been assessed has a topic that somebody chose."""
    complaint = Complaint.objects.select_related("case").filter(pk=event.after.get("complaint_id")).first()
    if complaint is None or complaint.duplicate_of_id is not None or complaint.case.topic_id is None:
        return
    scope = CorrectiveAction.objects.filter(topic=complaint.case.topic_id)
    for action in scope.order_by("pk"):
        if action.product_id is None or action.product_id == complaint.case.product_id:
            recur(action, complaint)
