from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet
from django.utils import translation

from idic.domain.identify.privacy.enums import Channel
from idic.domain.identify.privacy.errors import ChannelUnknown, PurposeUnknown
from idic.domain.identify.privacy.models import Jurisdiction, Purpose, PurposeBasis, PurposeVersion
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require


def access_purposes(user: User) -> QuerySet[Purpose]:
    require(user, "privacy.see")
    bases = PurposeBasis.objects.select_related("jurisdiction").order_by("jurisdiction__code")
    return Purpose.objects.prefetch_related(Prefetch("bases", queryset=bases))


def access_purpose(user: User, pk: int) -> Purpose:
    found = access_purposes(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def purposes_in_use() -> QuerySet[Purpose]:
    return Purpose.objects.filter(is_archived=False)


def purpose_of(code: str) -> Purpose:
    found = purposes_in_use().filter(code=code).first()
    if found is None:
        raise PurposeUnknown
    return found


def checked_channel(purpose: Purpose, channel: str) -> str:
    """A purpose with channels is used on one of them; one without has none."""
    if purpose.channels and channel not in purpose.channels:
        raise ChannelUnknown
    return channel if purpose.channels else ""


def current_version(purpose: Purpose) -> PurposeVersion | None:
    return PurposeVersion.objects.filter(purpose=purpose, number=purpose.text_version).first()


def versions_of(purpose: Purpose) -> list[PurposeVersion]:
    return list(PurposeVersion.objects.filter(purpose=purpose).select_related("created_by").order_by("-number"))


def jurisdictions() -> list[Jurisdiction]:
    return list(Jurisdiction.objects.all())


def may_use_purpose(user: User, purpose: Purpose) -> bool:
    """Whether the user's role holds the purpose; what it may see of customers is asked besides."""
    return not purpose.permission or may(user, purpose.permission)


def worded(texts: object, part: str, language: str = "") -> str:
    """The text of the reader's language, else English, else any."""
    if not isinstance(texts, dict):
        return ""
    wanted: Sequence[str] = (language or translation.get_language() or "en", "en", *texts)
    for code in wanted:
        told = texts.get(code)
        if isinstance(told, dict) and told.get(part):
            return str(told[part])
    return ""


def name_of(purpose: Purpose, language: str = "") -> str:
    return worded(purpose.texts, "name", language) or purpose.code


def text_of(purpose: Purpose, language: str = "") -> str:
    return worded(purpose.texts, "text", language)


def use_label(purpose: Purpose, channel: str, language: str = "") -> str:
    """The purpose with its channel, as a heading of a list says it."""
    name = name_of(purpose, language)
    return f"{name}: {Channel(channel).label}" if channel else name
