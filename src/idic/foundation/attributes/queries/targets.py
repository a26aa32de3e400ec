"""Custom attributes as targets of an import: found by their code or by their label in any language."""

from __future__ import annotations

from collections.abc import Sequence

from idic.foundation.attributes.enums import NUMBERS, AttributeType
from idic.foundation.attributes.memo import all_definitions
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.tables.fields import FieldType, ImportKind, TargetField

_NOUNS = {ImportKind.CUSTOMERS: "customer"}


def attribute_targets(kind: ImportKind) -> Sequence[TargetField]:
    noun = _NOUNS.get(kind)
    return [
        TargetField(one.key, _type(one), one.label, tuple(dict.fromkeys((one.key, one.code, *one.labels.values()))))
        for one in all_definitions()
        if one.noun == noun and not one.is_archived and not one.is_computed
    ]


def _type(definition: AttributeDefinition) -> FieldType:
    if definition.type in NUMBERS:
        return FieldType.NUMBER
    if definition.type == AttributeType.DATE:
        return FieldType.DATE
    return FieldType.CHOICE if definition.type == AttributeType.CHOICE else FieldType.TEXT
