"""Search among what readers see, in three scripts: what holds every word first, a title before a text; where nothing does,
what says nearly the same."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import Q, TextField, Value

from idic.domain.interact.cases.likeness.finding import Asked
from idic.domain.interact.cases.search import search_query
from idic.domain.interact.knowledge.highlight import Piece, marked, snippet
from idic.domain.interact.knowledge.markup import plain
from idic.domain.interact.knowledge.models import ArticleText
from idic.domain.interact.knowledge.queries.published import preference, readable
from idic.foundation.texts import trimmed
from idic.methods.likeness import terms_to_ask
from idic.methods.search_keys import QueryKind, Rank, matches

LONGEST_QUERY = 200
_CANDIDATES = 300
_BODIES_OF = 40
#: Of what was asked, an article that does not hold its words has to say at least so much.
_LEAST = 0.2
# What says much less than the best of them is there by chance.
_NEAR_BEST = 0.55
_TEXTS = ArrayField(TextField())
_KEYS = ("title_keys", "search_text", "search_keys", "signature")


@dataclass(frozen=True)
class Found:
    text: ArticleText
    title: list[Piece]
    excerpt: list[Piece]
    # it says nearly the same, and does not hold the words
    is_near: bool = False


def search_articles(text: str, language: str, audience: str, *, limit: int = 10) -> list[Found]:
    """Each article once, in the reader's own language wherever it is written in it, whatever text held the words. At most
    three statements."""
    text = trimmed(text, LONGEST_QUERY)
    is_near, ordered = False, _holding(text, language, audience, limit=limit)
    if not ordered:
        is_near, ordered = True, _near(text, language, audience, limit=limit)
    return _shown(_to_read(ordered, language, audience, with_bodies=True), text, is_near=is_near)


def search_titles(text: str, language: str, audience: str, *, limit: int = 10) -> list[ArticleText]:
    """Those that hold every word, a title before a text; in one statement, while somebody types, and one more where the
    words stood in another language."""
    found = _holding(trimmed(text, LONGEST_QUERY), language, audience, limit=limit)
    if all(one.language == language for one in found):
        return found
    return _to_read(found, language, audience)


def _holding(text: str, language: str, audience: str, *, limit: int) -> list[ArticleText]:
    query = search_query(text)
    if query.kind is QueryKind.EMPTY:
        return []
    wanted = {code: place for place, code in enumerate(preference(language))}
    best: dict[int, tuple[tuple[float, ...], ArticleText]] = {}
    held = readable(audience).filter(search_keys__contains=Value(list(query.tokens), _TEXTS))
    rows = held.defer("text", "published_text", "search_keys", "signature").order_by("-published_at", "-pk")
    for one in rows[:_CANDIDATES]:
        in_title, anywhere = matches(query, one.title_keys), matches(query, f"{one.title_keys}\n{one.search_text}")
        if anywhere is not Rank.NONE:
            place = wanted.get(one.language, len(wanted))
            _keep(best, one, (-float(in_title > Rank.NONE), float(place), -float(in_title), -float(anywhere)))
    return [one for _key, one in sorted(best.values(), key=lambda one: (one[0], -one[1].pk))[:limit]]


def _near(text: str, language: str, audience: str, *, limit: int) -> list[ArticleText]:
    wanted = {code: place for place, code in enumerate(preference(language))}
    asked = Asked.of(text)
    terms = terms_to_ask(asked.terms, asked.known)
    if not terms:
        return []
    rows = readable(audience)
    found = rows.filter(signature__overlap=Value(terms, _TEXTS)).defer("text", "search_text", "search_keys")
    texts = {one.pk: one for one in found.order_by("-published_at", "-pk")[:_BODIES_OF]}
    candidates = ((pk, f"{one.published_title}\n{one.published_text[:4_000]}") for pk, one in texts.items())
    best: dict[int, tuple[tuple[float, ...], ArticleText]] = {}
    near = asked.best(candidates, k=_BODIES_OF, least=_LEAST)
    for alike in near:
        if alike.share < _NEAR_BEST * near[0].share:
            break
        one = texts[alike.key]
        _keep(best, one, (-round(alike.share, 1), float(wanted.get(one.language, len(wanted))), -alike.share))
    return [one for _key, one in sorted(best.values(), key=lambda one: (one[0], -one[1].pk))[:limit]]


def _keep(best: dict[int, tuple[tuple[float, ...], ArticleText]], one: ArticleText, key: tuple[float, ...]) -> None:
    known = best.get(one.article_id)
    if known is None or key < known[0]:
        best[one.article_id] = (key, one)


def _to_read(found: list[ArticleText], language: str, audience: str, *, with_bodies: bool = False) -> list[ArticleText]:
    """Of each article the text that this reader reads first; what was found stays where none is nearer. The bodies are
    read only now, and only of what is shown."""
    if not found:
        return []
    wanted = {code: place for place, code in enumerate(preference(language))}
    is_found = {one.pk for one in found}
    rows = readable(audience).filter(article_id__in=[one.article_id for one in found])
    rows = rows.filter(Q(language__in=wanted) | Q(pk__in=is_found)).defer("text", *_KEYS)
    if not with_bodies:
        rows = rows.defer("published_text")
    ranked = sorted(rows, key=lambda one: (wanted.get(one.language, len(wanted)), one.pk not in is_found, one.pk))
    first: dict[int, ArticleText] = {}
    for one in ranked:
        first.setdefault(one.article_id, one)
    # one that was withdrawn meanwhile is read no more
    return [first[one.article_id] for one in found if one.article_id in first]


def _shown(texts: list[ArticleText], asked: str, *, is_near: bool) -> list[Found]:
    return [
        Found(one, marked(one.published_title, asked), snippet(plain(one.published_text), asked), is_near)
        for one in texts
    ]
