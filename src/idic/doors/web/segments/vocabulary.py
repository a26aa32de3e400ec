"""What the rule builder in the browser needs to know: fields by family, comparisons by type, words for both."""

from __future__ import annotations

from typing import Any

from idic.domain.differentiate.fields import FAMILIES, FIELDS
from idic.doors.web.segments.wording import DAY_LABELS, MODES, OPERATOR_LABELS
from idic.methods.predicate import OPERATORS, FieldType


def vocabulary() -> dict[str, Any]:
    return {
        "modes": [[code, str(label)] for code, label in MODES.items()],
        "families": [
            [str(label), [name for name, field in FIELDS.items() if field.family == family]]
            for family, label in FAMILIES.items()
        ],
        "fields": {
            name: {
                "label": str(field.label),
                "type": field.type.value,
                "choices": [[code, str(label)] for code, label in field.choices],
            }
            for name, field in FIELDS.items()
        },
        "operators": {
            kind.value: [
                [operator.value, str((DAY_LABELS if kind is FieldType.DATE else OPERATOR_LABELS)[operator])]
                for operator in operators
            ]
            for kind, operators in OPERATORS.items()
        },
    }
