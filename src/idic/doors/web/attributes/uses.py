"""What names an attribute: saved views, segments, automation and formulas. They stop working while it is in the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.models import Segment
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.uses import Use, finds_uses
from idic.foundation.views.models import SavedView
from idic.loop.automation.models import Rule

_MOST = 20


@finds_uses
def rules_and_views(noun: str, key: str) -> Iterator[Use]:
    if noun == "customer":
        segments = Segment.objects.filter(is_archived=False)
        for one in _naming(segments, "predicate", key):
            yield Use(_("Segment"), one.name, "segments:detail", one.pk)
    for one in _naming(SavedView.objects.filter(noun=noun), "state", key):
        yield Use(_("Saved view"), one.name)
    for one in _naming(Rule.objects.filter(noun=noun), "predicate", key):
        yield Use(_("Automation rule"), one.name, "automation:detail", one.pk)
    computed = AttributeDefinition.objects.filter(noun=noun, archived_at__isnull=True)
    for one in _naming(computed, "formula", key):
        yield Use(_("Computed attribute"), one.label, "attributes:edit", one.pk)


def _naming(rows: QuerySet[Any], field: str, key: str) -> Iterable[Any]:
    """Rows in whose stored text the key stands as a word of its own."""
    return rows.annotate(told=Cast(field, TextField())).filter(told__regex=rf"\m{key}\M")[:_MOST]  # type: ignore[no-any-return]  # the rows are of several models
