"""What models and clusters are called: what people wrote, else a code that is said in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from idic.domain.differentiate.registry.enums import Purpose
from idic.domain.differentiate.risk.question import Kind
from idic.foundation.attributes.models.definition import in_language

#: Every definition of churn is one question; other outcomes are told apart by their kind.
_WORDS = {**dict(Kind.choices), **dict(Purpose.choices)}


def about(purpose: str, definition: dict[str, Any]) -> str:
    return str(definition.get("kind", purpose)) if purpose == Purpose.OUTCOME else purpose


def in_words(code: str) -> str:
    return str(_WORDS.get(code, code))


def given_name(names: Mapping[str, Any], number: int | str) -> str:
    """What people call a cluster; a name may be written in several languages. Empty: nobody has named it."""
    kept = names.get(str(number), "")
    return in_language(kept) if isinstance(kept, dict) else str(kept)


def cluster_name(names: Mapping[str, Any], number: int | str) -> str:
    return given_name(names, number) or _("Cluster %(number)s") % {"number": number}
