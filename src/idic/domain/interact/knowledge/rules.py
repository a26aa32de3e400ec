"""Who reads and who approves.

`knowledge.see` reads everything that is published, `knowledge.change` also what is being written, and writes. A text is
approved by somebody who holds `knowledge.change` and has written none of its versions since the one that readers see.
Where nobody else holds that right, whoever is alone approves their own: the version names the same person twice.
"""

from __future__ import annotations

from idic.domain.interact.knowledge.models import ArticleText
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import users_who_may
from idic.foundation.accounts.rules import may

READS, WRITES = "knowledge.see", "knowledge.change"


def may_approve(user: User, text: ArticleText) -> bool:
    if not may(user, WRITES):
        return False
    return user.pk not in writers_since_published(text) or is_alone(user)


def writers_since_published(text: ArticleText) -> set[int]:
    written = text.versions.filter(number__gt=text.published_number or 0, number__lte=text.number)
    return set(written.exclude(written_by=None).values_list("written_by_id", flat=True))


def is_alone(user: User) -> bool:
    return all(one.pk == user.pk for one in users_who_may(WRITES))
