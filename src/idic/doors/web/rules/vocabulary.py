"""What the rule builder in the browser needs to know: fields by family, comparisons by type, words for both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from idic.doors.web.rules.wording import DAY_LABELS, MODES, OPERATOR_LABELS
from idic.foundation.nouns.families import FAMILIES
from idic.foundation.nouns.fields import Field
from idic.methods.predicate import OPERATORS, FieldType


def vocabulary(fields: Mapping[str, Field]) -> dict[str, Any]:
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
            }
            for name, field in fields.items()
        },
        "operators": {
            kind.value: [
                [operator.value, str((DAY_LABELS if kind is FieldType.DATE else OPERATOR_LABELS)[operator])]
                for operator in operators
            ]
            for kind, operators in OPERATORS.items()
        },
    }
