"""
KnowledgeError
├── ArticleOutdated   somebody else changed it since it was read
├── TitleMissing      an article is found by its title
├── TextMissing       an article without words
├── LinkRefused       a link that leads nowhere or runs something
├── LanguageTaken     the article is written in this language already
├── WrongState        the step does not follow from where the text stands
├── OwnWork           nobody approves what they wrote themselves
└── ImageRefused      not a picture that every browser shows
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class KnowledgeError(WordedError):
    pass


class ArticleOutdated(KnowledgeError):
    sentence = _("Somebody else has changed this article since you opened it. Load it again and repeat your change.")


class TitleMissing(KnowledgeError):
    field = "title"
    sentence = _("Give the article a title: the question it answers, in the words of who asks.")


class TextMissing(KnowledgeError):
    field = "text"
    sentence = _("Write the article before it is looked at.")


class LinkRefused(KnowledgeError):
    field = "text"

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(address)

    def __str__(self) -> str:
        return str(
            _("The link to “%(address)s” leads nowhere. Write a whole address that begins with https://, or one of an"
              " article or picture of ours.")
        ) % {"address": self.address}  # fmt: skip


class LanguageTaken(KnowledgeError):
    field = "language"
    sentence = _("The article is written in this language already.")


class WrongState(KnowledgeError):
    sentence = _("This step does not follow from where the text stands now. Load the page again.")


class OwnWork(KnowledgeError):
    sentence = _("Somebody else has to approve it: you wrote it yourself.")


class ImageRefused(KnowledgeError):
    field = "image"

    def __init__(self, why: str = "") -> None:
        self.why = why
        super().__init__(why)

    def __str__(self) -> str:
        return self.why or str(_("Only PNG, JPEG, GIF and WebP pictures can stand in an article."))
