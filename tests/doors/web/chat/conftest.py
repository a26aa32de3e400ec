from tests.domain.interact.chat.conftest import chat_site, make_talk

__all__ = ["chat_site", "make_talk"]
