from idic.domain.interact.chat.models.agent import ChatAgent
from idic.domain.interact.chat.models.site import ChatSite
from idic.domain.interact.chat.models.talk import ChatTalk

__all__ = ["ChatAgent", "ChatSite", "ChatTalk"]
