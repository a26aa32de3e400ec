"""The next-best answer for a case: what like cases were answered with, and the articles and canned replies that say what is
asked. Only what the asker may see takes part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from idic.domain.interact.cases.enums import ENDED_STATES, MessageKind, Outcome
from idic.domain.interact.cases.likeness.finding import Asked, LikeCase, like_cases, perhaps_same
from idic.domain.interact.cases.likeness.store import compared_text
from idic.domain.interact.cases.models import CannedReply, Case, Message
from idic.domain.interact.cases.queries.replies import replies_for
from idic.domain.interact.cases.replies import filled, language_of
from idic.domain.interact.knowledge.enums import Audience
from idic.domain.interact.knowledge.models import ArticleText, ArticleUse
from idic.domain.interact.knowledge.queries.published import preference, readable
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.methods.likeness import likeness, terms_of, terms_to_ask

_SHOWN, _LEARNT_FROM = 5, 20
_ARTICLES, _REPLIES = 60, 150
_LEAST = 0.1
# What fits much less than the best of them is there by chance.
_NEAR_BEST = 0.35
#: What each use in a like solved case adds, as a part of a perfect likeness, and what all of them add at most.
_PER_USE, _USES = 0.15, 0.45
#: An answer that says so much of a canned reply was written with it.
_WRITTEN_WITH = 0.8
_SOLVED = (Outcome.SOLVED, Outcome.ANSWERED)
_TEXTS = ArrayField(TextField())


@dataclass(frozen=True)
class Shown:
    """A like case with what was answered there last; `answer` is empty where it is not solved yet."""

    like: LikeCase
    answer: str


@dataclass(frozen=True)
class Suggestion:
    """An article or a canned reply, filled for this case; `uses` in like solved cases."""

    score: float
    uses: int
    article: ArticleText | None = None
    reply: CannedReply | None = None
    text: str = ""


@dataclass(frozen=True)
class Beside:
    same: list[LikeCase]
    like: list[Shown]
    suggested: list[Suggestion]


def beside(user: User, case: Case) -> Beside:
    asked = Asked.of(compared_text(case.title, case.text))
    like = like_cases(user, asked, but=case.pk, limit=_LEARNT_FROM)
    solved = [one for one in like if one.case.state in ENDED_STATES and one.case.outcome in _SOLVED]
    answers = _answers([one.case.pk for one in solved])
    # a solved case is worth more to look at than one that is just as open as this
    first = sorted(like[: 2 * _SHOWN], key=lambda one: one.case.pk not in answers)[:_SHOWN]
    shown = [Shown(one, answers.get(one.case.pk, "")) for one in sorted(first, key=lambda one: -one.share)]
    suggested = [
        *_articles(user, asked, case, [one.case.pk for one in solved]),
        *_replies(user, asked, case, list(answers.values())),
    ]
    suggested.sort(key=lambda one: -one.score)
    suggested = [one for one in suggested if one.score >= _NEAR_BEST * suggested[0].score]
    return Beside(perhaps_same(user, case, asked), shown, suggested[:_SHOWN])


def _answers(keys: Sequence[int]) -> dict[int, str]:
    """What we said last in each of these cases."""
    rows = Message.objects.filter(case__in=[0, *keys], kind=MessageKind.OUTBOUND).exclude(text="")
    last = rows.order_by("case_id", "-at", "-pk").distinct("case_id").values_list("case_id", "text")
    return {pk: text[:10_000] for pk, text in last}


def _articles(user: User, asked: Asked, case: Case, solved: Sequence[int]) -> list[Suggestion]:
    if not may(user, "knowledge.see"):
        return []
    terms = terms_to_ask(asked.terms, asked.known, rows=500)
    used = ArticleUse.objects.filter(case__in=[0, *solved], text__article=OuterRef("article"))
    times = used.order_by().values("text__article").annotate(times=Count("pk")).values("times")
    rows = readable(Audience.STAFF).defer("text", "search_text", "search_keys")
    rows = rows.annotate(times=Coalesce(Subquery(times, output_field=IntegerField()), 0))
    near = rows.filter(Q(signature__overlap=Value(terms, _TEXTS)) | Q(times__gt=0))
    found = {one.pk: one for one in near.order_by("-times", "-published_at", "-pk")[: 2 * _ARTICLES]}
    shares = {
        one.key: one.share
        for one in asked.best(((pk, _said(one)) for pk, one in found.items()), k=2 * _ARTICLES, least=0.0)
    }
    wanted = {code: place for place, code in enumerate(preference(language_of(case)))}
    best: dict[int, tuple[int, Suggestion]] = {}
    for pk, one in found.items():
        used_in = int(getattr(one, "times", 0))
        score = shares.get(pk, 0.0) + min(_USES, _PER_USE * used_in)
        place = wanted.get(one.language, len(wanted))
        known = best.get(one.article_id)
        if score >= _LEAST and (known is None or (place, -score) < (known[0], -known[1].score)):
            # the language in which the case is answered, with the likeness of the one that is nearest
            score = max(score, known[1].score if known else 0.0)
            best[one.article_id] = (place, Suggestion(score, used_in, article=one))
    return [suggestion for _place, suggestion in best.values()]


def _replies(user: User, asked: Asked, case: Case, answers: Sequence[str]) -> list[Suggestion]:
    language = language_of(case)
    replies = [one for one in replies_for(user, limit=_REPLIES) if one.texts.get(language)]
    terms = {one.pk: terms_of(f"{one.name}\n{one.texts[language]}") for one in replies}
    told = [terms_of(one) for one in answers]
    shares = {one.key: one.share for one in asked.best(
        ((one.pk, f"{one.name}\n{one.texts[language]}") for one in replies), k=_REPLIES, least=0.0
    )}  # fmt: skip
    found = []
    for one in replies:
        whole = likeness(terms[one.pk], terms[one.pk], asked.known)
        times = sum(likeness(terms[one.pk], answer, asked.known) >= _WRITTEN_WITH * whole > 0 for answer in told)
        score = shares.get(one.pk, 0.0) + min(_USES, _PER_USE * times)
        if score >= _LEAST:
            found.append(Suggestion(score, times, reply=one, text=filled(one, case, by=user)))
    return found


def _said(text: ArticleText) -> str:
    return f"{text.published_title}\n{text.published_text[:3_000]}"
