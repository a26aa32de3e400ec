"""Whose an article is, who reads it, and when it is looked at again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypedDict

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.knowledge.enums import Audience
from idic.domain.interact.knowledge.models import Article, Gap
from idic.domain.interact.knowledge.operations.rows import locked_article, record
from idic.domain.interact.knowledge.operations.states import REVIEW_AFTER
from idic.domain.interact.knowledge.rules import WRITES
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between


class ArticleValues(TypedDict, total=False):
    """Only what is named changes."""

    audience: str
    topic: CaseTopic | None
    owner: User | None
    review_on: date | None


@transaction.atomic
def change_article(article: Article, values: ArticleValues, *, version: int, by: User) -> Article:
    row = locked_article(article, version=version, by=by)
    before = _recorded(row)
    if "audience" in values:
        row.audience = Audience(values["audience"])
    if "topic" in values:
        row.topic = values["topic"]
    if "owner" in values:
        row.owner = values["owner"]
    if "review_on" in values:
        row.review_on = values["review_on"]
    if _recorded(row) == before:
        return row
    row.version += 1
    row.save()
    old, new = changes_between(before, _recorded(row))
    record("article.settings_changed", row, by=by, before=old, after=new)
    return row


@transaction.atomic
def confirm_article(article: Article, *, version: int, again_after: timedelta = REVIEW_AFTER, by: User) -> Article:
    """Somebody has looked: it still holds."""
    row = locked_article(article, version=version, by=by)
    before = {"review_on": row.review_on}
    row.review_on, row.version = timezone.localdate() + again_after, row.version + 1
    row.save(update_fields=["review_on", "version"])
    record("article.reviewed", row, by=by, before=before, after={"review_on": row.review_on})
    return row


@transaction.atomic
def settle_gap(gap: Gap, *, by: User) -> None:
    """An article has been written, or none is needed; whoever searches in vain again opens it anew."""
    require(by, WRITES)
    Gap.objects.filter(pk=gap.pk).update(is_settled=True)
    append_event(NewEvent("knowledge_gap.settled", "knowledge_gap", gap.pk, after={"count": gap.count}), by=by)


def _recorded(article: Article) -> dict[str, object]:
    return {
        "audience": article.audience, "topic_id": article.topic_id, "owner_id": article.owner_id,
        "review_on": article.review_on,
    }  # fmt: skip
