from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.privacy.enums import Method, RequestWay
from idic.domain.identify.privacy.models import PrivacyRequest
from idic.domain.identify.privacy.operations.consents import object_to_marketing
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.letters.enums import DeliveryState
from idic.foundation.letters.models import Delivery

_METHODS = {
    RequestWay.EMAIL: Method.WRITTEN, RequestWay.LETTER: Method.PAPER, RequestWay.FORM: Method.FORM,
    RequestWay.PHONE: Method.PHONE, RequestWay.COUNTER: Method.COUNTER,
}  # fmt: skip


@transaction.atomic
def object_everywhere(request: PrivacyRequest, *, by: User) -> int:
    """A no to every purpose of marketing on every channel; letters that wait are stopped. Returns how many were."""
    moment = timezone.now()
    object_to_marketing(
        request.customer, method=_METHODS.get(RequestWay(request.way), Method.WRITTEN),
        evidence={"note": f"request {request.pk}"}, by=by, at=moment,
    )  # fmt: skip
    waiting = Delivery.objects.select_for_update().filter(customer_id=request.customer_id, state=DeliveryState.WAITING)
    stopped = [one.pk for one in waiting]
    Delivery.objects.filter(pk__in=stopped).update(state=DeliveryState.STOPPED, error="objection")
    if stopped:
        append_event(
            NewEvent(
                "letter.stopped", "customer", request.customer_id, customer_id=request.customer_id,
                after={"count": len(stopped)},
            ),
            by=by,
        )  # fmt: skip
    return len(stopped)
