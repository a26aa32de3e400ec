"""What the rule builder in the browser needs to know: fields by family, comparisons by type, words for both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from idic.doors.web.rules.wording import DAY_LABELS, MODES, OPERATOR_LABELS
from idic.foundation.nouns.families import FAMILIES
from idic.foundation.nouns.fields import Field
from idic.methods.predicate import OPERATORS, FieldType, PredicateError, parse
from idic.methods.predicate.tree import leaves


def vocabulary(fields: Mapping[str, Field], rule: str = "", *, found_url: str = "") -> dict[str, Any]:
    """`rule` is the one on show: what it names of fields that are searched and not listed is named here, and `found_url`
    answers what is typed there."""
    chosen = _chosen(rule) if found_url else {}
    others = [name for name, field in fields.items() if field.family not in FAMILIES]
    return {
        "modes": [[code, str(label)] for code, label in MODES.items()],
        "yes_no": [["true", gettext("yes")], ["false", gettext("no")]],
        "families": [
            [str(label), [name for name, field in fields.items() if field.family == family]]
            for family, label in FAMILIES.items()
            if any(field.family == family for field in fields.values())
        ]
        + ([[gettext("Other"), others]] if others else []),
        "fields": {
            name: {
                "label": str(field.label),
                "type": field.type.value,
                "choices": [[code, str(label)] for code, label in field.choices],
                **({"named": _named(field, chosen.get(name, []))} if field.found and found_url else {}),
            }
            for name, field in fields.items()
        },
        "found_url": found_url,
        "operators": {
            kind.value: [
                [operator.value, str((DAY_LABELS if kind is FieldType.DATE else OPERATOR_LABELS)[operator])]
                for operator in operators
            ]
            for kind, operators in OPERATORS.items()
        },
    }


def _named(field: Field, codes: Sequence[str]) -> dict[str, str]:
    return {str(code): name for code, name in field.names(codes).items()} if field.names is not None and codes else {}


def _chosen(rule: str) -> dict[str, list[str]]:
    """Field -> the codes that the rule asks for."""
    try:
        asked = [leaf for _path, leaf in leaves(parse(rule))] if rule else []
    except PredicateError:
        return {}
    found: dict[str, list[str]] = {}
    for leaf in asked:
        values = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
        found.setdefault(leaf.field, []).extend(value for value in values if isinstance(value, str))
    return found
