"""An article as a page shows it, and in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from idic.domain.interact.knowledge.enums import Audience, Door, TextState
from idic.domain.interact.knowledge.markup import rendered
from idic.domain.interact.knowledge.models import ArticleImage
from idic.doors.web.shell.context import HTML_LANGUAGES
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.accounts.errors import NotVisible

STATE_TONES: dict[str, Tone] = {
    TextState.DRAFT: "neutral", TextState.REVIEW: "warning", TextState.PUBLISHED: "success", TextState.ARCHIVED: "neutral",
}  # fmt: skip
AUDIENCE_ICONS: dict[str, str] = {Audience.EVERYBODY: "world", Audience.CUSTOMERS: "door", Audience.STAFF: "lock"}
#: Where readers of each door find an article and its pictures.
_PAGES = {
    Door.HELP: ("help:article", "help:image"), Door.DESK: ("knowledge:article", "knowledge:image"),
    Door.PORTAL: ("portal:article", "portal:image"),
}  # fmt: skip


@dataclass(frozen=True)
class InLanguage:
    code: str
    html: str
    label: str


def in_language(code: str) -> InLanguage:
    return InLanguage(code, HTML_LANGUAGES.get(code, code), str(dict(settings.LANGUAGES).get(code, code)))


def article_html(text: str, door: str = Door.DESK) -> SafeString:
    """Links and pictures lead to where readers of this door find them; a door without such a page has neither."""
    return SafeString(rendered(text, _address_at(door)))


def public_url(article_id: int, audience: str, language: str) -> str:
    """Where a customer reads it; empty where none does."""
    door = {Audience.EVERYBODY: Door.HELP, Audience.CUSTOMERS: Door.PORTAL}.get(Audience(audience))
    page = _address_at(door)("article", article_id) if door else ""
    return f"{page}?lang={language}" if page else ""


def image_answer(image: ArticleImage | None) -> HttpResponse:
    """Shown where it stands in an article; opened by itself nothing in it can run."""
    if image is None:
        raise NotVisible
    try:
        with default_storage.open(image.path) as stream:
            answer = HttpResponse(stream.read(), content_type=image.media_type)
    except FileNotFoundError as error:
        raise NotVisible from error
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer


def _address_at(door: str) -> Callable[[str, int], str]:
    page, picture = _PAGES[Door(door)]

    def address(kind: str, number: int) -> str:
        try:
            return reverse(page if kind == "article" else picture, args=[number])
        except NoReverseMatch:
            return ""

    return address
