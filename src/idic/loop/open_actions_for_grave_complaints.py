"""A severe complaint, or the third of its kind within 90 days, calls for a corrective action."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.interact.complaints.enums import ActionState, Trigger
from idic.domain.interact.complaints.models import Complaint, CorrectiveAction
from idic.domain.interact.complaints.operations.corrective import join_at_work, open_corrective
from idic.foundation.accounts.enums import Role
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import users_who_may
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on

GRAVE, OFTEN, DAYS = 4, 3, 14


@on("complaint.assessed", name="open_actions_for_grave_complaints", alone=True)
def open_actions_for_grave_complaints(event: Event) -> None:
    """Where one of the same scope is at work already, it joins that one and no second one is opened. Whoever leads
    complaints owns a new one, until it is given to somebody."""
    found = Complaint.objects.select_related("case", "case__topic").filter(pk=event.after.get("complaint_id")).first()
    if found is None or found.corrective_id is not None or found.severity is None:
        return
    if found.severity < GRAVE and found.times < OFTEN:
        return
    scope = CorrectiveAction.objects.filter(topic=found.case.topic_id, product=found.case.product_id)
    if at_work := list(scope.exclude(state=ActionState.EFFECTIVE).order_by("pk")):
        next((one for one in at_work if join_at_work(one, found)), None)
        return
    if leads := users_who_may("complaint.manage"):
        trigger = Trigger.SEVERITY if found.severity >= GRAVE else Trigger.RECURRENCE
        topic = found.case.topic.name if found.case.topic else ""
        title = _("Put right: %(topic)s") % {"topic": topic}
        due = timezone.localdate() + timedelta(days=DAYS)
        # the customer's words stay with the complaint: an action outlives whom it was about
        open_corrective(found, title=title, trigger=trigger, owner=_first(leads), due_on=due, by=None)


def _first(leads: Sequence[User]) -> User:
    """Whoever looks after quality, before those who may do it as well."""
    return next((one for one in leads if one.role == Role.QUALITY), leads[0])
