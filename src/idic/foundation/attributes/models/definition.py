from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import get_language

from idic.foundation.attributes.enums import GROUP_CHOICES, AppliesTo, AttributeType, IndexState

#: Keys of custom attributes start so: they can never be mistaken for a fact that is built in.
PREFIX = "x_"


@dataclass(frozen=True)
class Choice:
    """A retired choice is offered no longer and still names the values that hold it."""

    code: str
    labels: dict[str, str] = field(default_factory=dict)
    retired: bool = False

    @property
    def label(self) -> str:
        return in_language(self.labels) or self.code


class AttributeDefinition(models.Model):
    """A field that a manager gave to one kind of record. Its code never changes: values, rules and files speak of it.

    Values live in the record's own jsonb column under `key`: texts, links, choices and days as they are, numbers as
    the text of a plain decimal (exact, and read like every other fact), yes and no as words, several choices as a list.
    """

    noun = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    type = models.CharField(max_length=10, choices=AttributeType.choices)
    group = models.CharField(max_length=16, choices=GROUP_CHOICES)
    # language -> text
    labels = models.JSONField(default=dict)
    hints = models.JSONField(default=dict, blank=True)
    # [{"code", "labels", "retired"}] in their order
    choices = models.JSONField(default=list, blank=True)
    applies_to = models.CharField(max_length=12, choices=AppliesTo.choices, default=AppliesTo.BOTH)
    is_required = models.BooleanField(default=False)
    is_unique = models.BooleanField(default=False)
    # "minimum" and "maximum" of a number or a day, "shortest", "longest" and "pattern" of a text; all as texts
    rules = models.JSONField(default=dict, blank=True)
    formula = models.TextField(blank=True)
    position = models.IntegerField(default=0)
    index_state = models.CharField(max_length=8, choices=IndexState.choices, default=IndexState.WAITING)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["noun", "group", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["noun", "code"], name="attribute_code")]

    def __str__(self) -> str:
        return self.label

    @property
    def key(self) -> str:
        return f"{PREFIX}{self.code}"

    @property
    def label(self) -> str:
        return in_language(self.labels) or self.code

    @property
    def hint(self) -> str:
        return in_language(self.hints)

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def is_computed(self) -> bool:
        return self.type == AttributeType.COMPUTED

    @property
    def index_name(self) -> str:
        return f"attribute_value_{self.pk}"

    @property
    def choice_list(self) -> list[Choice]:
        return [Choice(one["code"], dict(one.get("labels", {})), bool(one.get("retired"))) for one in self.choices]

    def bound(self, name: str) -> Decimal | None:
        text = self.rules.get(name)
        return Decimal(text) if text else None

    def applies_to_kind(self, kind: str) -> bool:
        return self.applies_to in (AppliesTo.BOTH, kind)


def in_language(texts: dict[str, str]) -> str:
    """In the reader's language; failing that in the other Chinese, the house's own, English, or whichever there is."""
    wanted = (get_language() or "").lower()
    near = {"zh-hans": "zh-hant", "zh-hant": "zh-hans"}.get(wanted, "")
    for language in (wanted, near, settings.LANGUAGE_CODE.lower(), "en"):
        if texts.get(language):
            return texts[language]
    return next((text for text in texts.values() if text), "")
