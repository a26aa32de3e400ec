from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.cases.queries.topics import offered_topics
from idic.domain.interact.knowledge.enums import Audience
from idic.domain.interact.knowledge.errors import TitleMissing
from idic.domain.interact.knowledge.markup import LONGEST
from idic.domain.interact.knowledge.models import Article, ArticleText
from idic.doors.web.name_field import NameField
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import active_users


class TextForm(forms.Form):
    """An article in one language."""

    title = NameField(
        label=pgettext_lazy("article", "Title"),
        max_length=200,
        help_text=_("The question it answers, in the words of who asks."),
        error_messages={"required": TitleMissing.sentence},
    )
    text = forms.CharField(
        label=_("Text"), required=False, max_length=LONGEST, strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
        help_text=_("# Heading, **strong**, - list, 1. list, [words](https://…), [words](article:12), ![what it shows](image:7)"),
        validators=[ProhibitNullCharactersValidator()],
    )  # fmt: skip
    note = forms.CharField(
        label=_("What changed"), required=False, max_length=200, validators=[ProhibitNullCharactersValidator()]
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    follows_source = forms.BooleanField(label=_("It says now what the source says"), required=False, initial=True)

    def __init__(self, data: Any = None, *, row: ArticleText | None = None, language: str, is_translation: bool = False,
                 initial: dict[str, object] | None = None) -> None:  # fmt: skip
        known = {"title": row.title, "text": row.text, "version": row.version} if row else {}
        super().__init__(data, initial={**known, **(initial or {})})
        for name in ("title", "text"):
            self.fields[name].widget.attrs["lang"] = language
        if row is None:
            del self.fields["note"]
        if not is_translation:
            del self.fields["follows_source"]


class NewForm(TextForm):
    """The first language of an article, with who reads it."""

    language = forms.ChoiceField(label=_("Language"))
    audience = forms.ChoiceField(
        label=_("Who reads it"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who reads it.")},
    )
    topic = forms.ModelChoiceField(
        CaseTopic.objects.none(), label=_("Topic"), required=False, empty_label=_("No topic yet")
    )

    def __init__(self, data: Any = None, *, language: str, initial: dict[str, object] | None = None) -> None:
        super().__init__(
            data, language="", initial={"language": language, "audience": Audience.EVERYBODY, **(initial or {})}
        )
        choice, topic = self.fields["language"], self.fields["topic"]
        assert isinstance(choice, forms.ChoiceField)
        assert isinstance(topic, forms.ModelChoiceField)
        choice.choices = list(settings.LANGUAGES)
        topic.queryset = offered_topics()


class KeepingForm(forms.Form):
    """Who reads it, who answers for it, when it is looked at again."""

    audience = forms.ChoiceField(label=_("Who reads it"), choices=Audience.choices)
    topic = forms.ModelChoiceField(
        CaseTopic.objects.none(), label=_("Topic"), required=False, empty_label=_("No topic yet")
    )
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Who answers for it"), required=False, empty_label=_("Nobody yet")
    )
    review_on = forms.DateField(
        label=_("Look at it again on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, article: Article) -> None:
        super().__init__(data, initial={
            "audience": article.audience, "topic": article.topic_id, "owner": article.owner_id,
            "review_on": article.review_on, "version": article.version,
        })  # fmt: skip
        for name, rows in (
            ("owner", active_users(article.owner_id)),
            ("topic", offered_topics(article.topic_id)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
