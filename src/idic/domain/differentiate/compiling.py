"""A segment's rule: the customer's fields as they are declared now, in the one language of rules (foundation/nouns)."""

from __future__ import annotations

from collections.abc import Mapping

from idic.domain.identify.noun import CUSTOMER
from idic.foundation.nouns.compiling import read_predicate
from idic.foundation.nouns.fields import Field
from idic.foundation.nouns.registry import base_sql, fields_of
from idic.methods.predicate import Node


def base() -> str:
    """FROM … WHERE … with the customer as c and the score as s; a rule's condition follows behind an AND."""
    return base_sql(CUSTOMER.code)


def segment_fields() -> dict[str, Field]:
    """What a rule may ask about, custom attributes included; membership of a segment does not rest on another's."""
    return {name: field for name, field in fields_of(CUSTOMER.code).items() if name != "segment"}


def read_rule(stored: str | Mapping[str, object], fields: Mapping[str, Field] | None = None) -> Node:
    return read_predicate(stored, fields if fields is not None else segment_fields())
