"""Articles in the search box of the top bar."""

from __future__ import annotations

from django.utils import translation

from idic.domain.interact.knowledge.enums import Audience
from idic.domain.interact.knowledge.queries.search import search_titles
from idic.domain.interact.knowledge.rules import READS
from idic.doors.web.shell.addresses import address_of
from idic.doors.web.shell.search import Hit
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may


def find_articles(user: User, text: str, limit: int) -> list[Hit]:
    if not may(user, READS):
        return []
    found = search_titles(text, translation.get_language() or "en", Audience.STAFF, limit=limit)
    return [
        Hit(one.published_title, f"{address_of('knowledge:article', [one.article_id]) or ''}?language={one.language}")
        for one in found
    ]
