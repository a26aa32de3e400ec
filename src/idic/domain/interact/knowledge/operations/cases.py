"""Articles and cases: what was used in an answer, and what was found lacking."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.replies import language_of
from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.knowledge.enums import Audience, Inserted
from idic.domain.interact.knowledge.models import ArticleText, ArticleUse
from idic.domain.interact.knowledge.operations.writing import ArticleDraft, create_article
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def use_article(case: Case, text: ArticleText, *, how: str, by: User) -> ArticleUse:
    """Noted once for a case, however often it is put in."""
    _require_case(case, by)
    if not text.is_read:
        raise NotVisible
    use, is_new = ArticleUse.objects.get_or_create(
        case=case, text=text, defaults={"how": Inserted(how), "by": by, "at": timezone.now()}
    )
    if is_new:
        _tell("article.used", case, text, by=by)
    return use


@transaction.atomic
def forget_use(case: Case, text: ArticleText, *, by: User) -> None:
    _require_case(case, by)
    gone, _each = ArticleUse.objects.filter(case=case, text=text).delete()
    if gone:
        _tell("article.unused", case, text, by=by)


@transaction.atomic
def draft_from_case(case: Case, *, by: User) -> ArticleText:
    """No article was of use: one begins with what was asked and what we answered. It says whom it was about until
    somebody has taken that out, so it is for our own people alone until its audience is changed."""
    if not visible_cases(by).filter(pk=case.pk).exists():
        raise NotVisible
    answers = case.messages.filter(kind="outbound").order_by("at", "pk").values_list("text", flat=True)
    said = [case.text, *answers]
    body = "\n\n".join(_as_paragraphs(one) for one in said if one.strip())[:20_000]
    return create_article(
        ArticleDraft(case.title[:200], language_of(case), body, Audience.STAFF, case.topic, case), by=by
    )


def _as_paragraphs(text: str) -> str:
    """What a customer wrote is no markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#!|~" else sign for sign in text)


def _require_case(case: Case, by: User) -> None:
    if not visible_cases(by, "case.change").filter(pk=case.pk).exists():
        require(by, "case.change")
        raise NotVisible


def _tell(verb: str, case: Case, text: ArticleText, *, by: User) -> None:
    after = {"name": text.published_title, "article_id": text.article_id, "language": text.language}
    append_event(
        NewEvent(verb, "case", case.pk, customer_id=case.customer_id, before={"title": case.title}, after=after), by=by
    )
