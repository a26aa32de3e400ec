from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from idic.domain.identify.privacy.enums import OPEN_STATES
from idic.domain.identify.privacy.models import AccessPackage, Erasure, PrivacyRequest
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


@dataclass(frozen=True)
class RequestFigures:
    open: int
    warned: int
    late: int
    answered: int


def access_requests(user: User, permission: str = "privacy.see") -> QuerySet[PrivacyRequest]:
    require(user, permission)
    return PrivacyRequest.objects.select_related("customer", "jurisdiction", "owner")


def access_request(user: User, pk: int, *, permission: str = "privacy.see") -> PrivacyRequest:
    found = access_requests(user, permission).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def request_figures(user: User, *, today: date | None = None) -> RequestFigures:
    day = today or timezone.localdate()
    is_open = Q(state__in=OPEN_STATES)
    found = access_requests(user).aggregate(
        open=Count("pk", filter=is_open),
        warned=Count("pk", filter=is_open & Q(warn_on__lte=day, due_on__gte=day)),
        late=Count("pk", filter=is_open & Q(due_on__lt=day)),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
    )
    return RequestFigures(found["open"], found["warned"], found["late"], found["answered"])


def packages_of(request: PrivacyRequest) -> list[AccessPackage]:
    return list(AccessPackage.objects.filter(request=request).order_by("-pk"))


def erasure_of(request: PrivacyRequest) -> Erasure | None:
    return Erasure.objects.select_related("asked_by", "confirmed_by").filter(request=request).order_by("-pk").first()


def requests_of(customer_id: int) -> list[PrivacyRequest]:
    return list(PrivacyRequest.objects.filter(customer_id=customer_id).order_by("-pk")[:50])
