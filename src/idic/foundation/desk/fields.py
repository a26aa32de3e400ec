"""The tags of a record as a field of every noun, so that lists, segments and rules can ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.utils.translation import gettext_lazy as _

from idic.foundation.desk.models import Tag
from idic.foundation.nouns.fields import Field, ReadChoices, Shown
from idic.foundation.nouns.noun import Noun
from idic.foundation.nouns.registry import add_field_source
from idic.methods.predicate import FieldType


def tag_choices(noun: str) -> list[tuple[str, str]]:
    found = Tag.objects.filter(noun=noun).order_by("name", "pk").values_list("pk", "name")
    return [(str(pk), name) for pk, name in found]


def tag_field(noun: Noun) -> Sequence[Field]:
    # A noun's code is written in this product's own declarations, never by a user.
    expression = (
        "(SELECT array_agg(t.tag_id::text) FROM desk_tagging t"  # noqa: S608
        f" WHERE t.noun = '{noun.code}' AND t.subject_id = {noun.alias}.id)"
    )
    return [
        Field(
            "tags", "record", FieldType.CODES, _("Tags"), expression, ReadChoices(partial(tag_choices, noun.code)),
            shown=Shown.CODES,
        )
    ]  # fmt: skip


add_field_source(tag_field)
