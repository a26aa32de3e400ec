from idic.domain.interact.hooks.models.channel import HookChannel
from idic.domain.interact.hooks.models.delivery import HookDelivery
from idic.domain.interact.hooks.models.media import HookMedia
from idic.domain.interact.hooks.models.seen import HookSeen
from idic.domain.interact.hooks.models.talk import HookTalk

__all__ = ["HookChannel", "HookDelivery", "HookMedia", "HookSeen", "HookTalk"]
