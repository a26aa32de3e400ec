"""The channel of consent by which each method reaches a customer. A visit and a talk at the counter have none."""

from __future__ import annotations

from idic.domain.identify.privacy.enums import Channel
from idic.domain.identify.privacy.models import Purpose
from idic.domain.identify.privacy.queries.basis import Use, use_of
from idic.domain.interact.enums import FollowUpMethod

_CHANNELS: dict[str, str] = {
    FollowUpMethod.TELEPHONE: Channel.PHONE, FollowUpMethod.EMAIL: Channel.EMAIL, FollowUpMethod.LETTER: Channel.POST,
    FollowUpMethod.MESSAGE: Channel.SMS,
}  # fmt: skip


def use_for(purpose: Purpose, method: str) -> Use:
    """Raises ChannelUnknown where the purpose has channels, and the method's is none of them."""
    return use_of(purpose, _CHANNELS.get(method, ""))
