from __future__ import annotations

from django.db.models import QuerySet

from idic.domain.identify.privacy.enums import NoticeState
from idic.domain.identify.privacy.models import Notice, NoticeVersion
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def access_notices(user: User) -> QuerySet[Notice]:
    require(user, "privacy.see")
    return Notice.objects.prefetch_related("versions")


def access_notice(user: User, pk: int) -> Notice:
    found = access_notices(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def access_version(user: User, pk: int) -> NoticeVersion:
    require(user, "privacy.see")
    found = NoticeVersion.objects.select_related("notice", "created_by").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def published_versions() -> list[NoticeVersion]:
    """Those under which a consent can be given now."""
    found = NoticeVersion.objects.filter(state=NoticeState.PUBLISHED).select_related("notice")
    return list(found.order_by("notice__name"))
