"""Draft -> in review -> published, and archived from anywhere."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.knowledge.enums import TextState
from idic.domain.interact.knowledge.errors import OwnWork, WrongState
from idic.domain.interact.knowledge.keys import set_search
from idic.domain.interact.knowledge.models import ArticleText
from idic.domain.interact.knowledge.operations.rows import locked_text, record, require_words, save
from idic.domain.interact.knowledge.rules import may_approve, writers_since_published
from idic.domain.interact.knowledge.telling import tell_given_back, tell_handed_in, tell_published
from idic.foundation.accounts.models import User
from idic.foundation.texts import one_line

#: After so long somebody looks whether an article still holds, unless another day is chosen.
REVIEW_AFTER = timedelta(days=180)


@transaction.atomic
def submit_text(text: ArticleText, *, version: int, by: User) -> ArticleText:
    row = locked_text(text, version=version, by=by)
    _require(row, TextState.DRAFT)
    require_words(row)
    row = _moved(row, TextState.REVIEW, "article.submitted", by=by)
    tell_handed_in(row, by=by)
    return row


@transaction.atomic
def return_text(text: ArticleText, *, note: str, version: int, by: User) -> ArticleText:
    """Back to whoever writes it, with a word why."""
    row = locked_text(text, version=version, by=by)
    _require(row, TextState.REVIEW)
    row = _moved(row, TextState.DRAFT, "article.returned", by=by, note=one_line(note, 500))
    tell_given_back(row, by=by)
    return row


@transaction.atomic
def publish_text(text: ArticleText, *, version: int, by: User) -> ArticleText:
    """From now on readers see it. Where nothing says when it is looked at again, half a year from now."""
    row = locked_text(text, version=version, by=by)
    _require(row, TextState.REVIEW)
    require_words(row)
    if not may_approve(by, row):
        raise OwnWork
    now, wrote = timezone.now(), writers_since_published(row)
    before = {"number": row.published_number} if row.published_number else {}
    row.versions.filter(number=row.number).update(approved_by=by, approved_at=now)
    row.published_number, row.published_title, row.published_text = row.number, row.title, row.text
    row.published_at, row.state = now, TextState.PUBLISHED
    set_search(row)
    author, changed_at = row.changed_by, row.changed_at
    save(row, by=by)
    # who wrote it, not who approved it
    ArticleText.objects.filter(pk=row.pk).update(changed_by=author, changed_at=changed_at)
    if row.article.review_on is None:
        row.article.review_on = timezone.localdate() + REVIEW_AFTER
        row.article.save(update_fields=["review_on"])
    record("article.published", row.article, text=row, by=by, before=before)
    tell_published(row, wrote, by=by)
    return row


@transaction.atomic
def archive_text(text: ArticleText, *, version: int, by: User) -> ArticleText:
    """Nobody reads it any more; its versions and its figures stay."""
    row = locked_text(text, version=version, by=by)
    if row.state == TextState.ARCHIVED:
        return row
    row = _moved(row, TextState.ARCHIVED, "article.archived", by=by)
    _note_whole(row)
    return row


@transaction.atomic
def restore_text(text: ArticleText, *, version: int, by: User) -> ArticleText:
    """Read again as it was published; without that, a draft."""
    row = locked_text(text, version=version, by=by)
    _require(row, TextState.ARCHIVED)
    state = TextState.PUBLISHED if row.published_number == row.number else TextState.DRAFT
    row = _moved(row, state, "article.restored", by=by)
    _note_whole(row)
    return row


def _require(row: ArticleText, state: TextState) -> None:
    if row.state != state:
        raise WrongState


def _moved(row: ArticleText, state: TextState, verb: str, *, by: User, note: str = "") -> ArticleText:
    before = {"state": row.state}
    row.state = state
    row.version += 1
    row.save(update_fields=["state", "version"])
    record(verb, row.article, text=row, by=by, before=before, after={"note": note} if note else {})
    return row


def _note_whole(row: ArticleText) -> None:
    """An article is archived once all its languages are."""
    still = ArticleText.objects.filter(article=row.article).exclude(state=TextState.ARCHIVED).exists()
    if row.article.is_archived == still:
        row.article.is_archived = not still
        row.article.save(update_fields=["is_archived"])
