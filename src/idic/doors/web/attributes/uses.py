"""What names an attribute: saved views, segments, automation and formulas. They stop working while it is in the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.queries.segments import segments_in_use
from idic.foundation.attributes.queries.definitions import definitions_in_use
from idic.foundation.attributes.uses import Use, finds_uses
from idic.foundation.views.queries.saved_views import all_views
from idic.loop.automation.queries.rules import all_rules

_MOST = 20


@finds_uses
def rules_and_views(noun: str, key: str) -> Iterator[Use]:
    if noun == "customer":
        for one in _naming(segments_in_use(), "predicate", key):
            yield Use(_("Segment"), one.name, "segments:detail", one.pk)
    for one in _naming(all_views(noun), "state", key):
        yield Use(_("Saved view"), one.name)
    for one in _naming(all_rules(noun), "predicate", key):
        yield Use(_("Automation rule"), one.name, "automation:detail", one.pk)
    for one in _naming(definitions_in_use(noun), "formula", key):
        yield Use(_("Computed attribute"), one.label, "attributes:edit", one.pk)


def _naming(rows: QuerySet[Any], field: str, key: str) -> Iterable[Any]:
    """Rows in whose stored text the key stands as a word of its own."""
    return rows.annotate(told=Cast(field, TextField())).filter(told__regex=rf"\m{key}\M")[:_MOST]  # type: ignore[no-any-return]  # the rows are of several models
