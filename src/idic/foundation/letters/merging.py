"""A template's text with the values of one record, worded for its reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.enums import GroupAccess
from idic.foundation.accounts.masking import shown_text
from idic.foundation.accounts.models import User
from idic.foundation.desk.operations.fields import field_access
from idic.foundation.languages.letters import letter_language
from idic.foundation.letters.answers import answer_of
from idic.foundation.letters.sandbox import Roots, fields_named, fill
from idic.foundation.nouns.fields import Field, Shown
from idic.foundation.nouns.registry import fields_of
from idic.foundation.texts import one_line
from idic.methods.predicate import FieldType

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: How a value is written: (field, value, language) -> text. The doors word dates and money; they give their writer.
Writer = Callable[[Field, object], str]

SENDER: dict[str, _StrPromise] = {"name": _("Your name"), "email": _("Your e-mail address"), "team": _("Your team")}
TODAY: dict[str, _StrPromise] = {"date": _("Today's date")}
_DATE = Field("date", "record", FieldType.DATE, TODAY["date"], "NULL", shown=Shown.DAY)


@dataclass(frozen=True)
class Merged:
    subject: str
    body: str
    # labels of the fields that are named and empty for this record
    empty: tuple[str, ...]


def readable(noun: str, by: User) -> dict[str, Field]:
    """The merge fields that this user may put into a text: those that can be shown, as far as the role sees them."""
    return {
        name: one
        for name, one in fields_of(noun, by).items()
        if one.value is not None and field_access(by, noun, one) > GroupAccess.HIDDEN
    }


def roots_of(noun: str, by: User) -> Roots:
    roots = {noun: set(readable(noun, by)), "sender": set(SENDER), "today": set(TODAY)}
    return roots | ({"answer": {"text"}} if answer_of(noun) else {})


def merge(
    texts: tuple[str, str], *, noun: str, record: Any, by: User, language: str, write: Writer, answer: str = ""
) -> Merged:  # fmt: skip
    """`texts` are subject and body, checked before they were stored. The values are those that `by` sees: a text must not
    tell somebody what the record's page masks or hides from them."""
    fields = readable(noun, by)
    named = fields_named(texts[0]) | fields_named(texts[1])
    with letter_language(language):
        values: dict[str, str] = {}
        for root, name in named:
            if root == noun:
                field = fields.get(name)
                values[name] = _written(field, record, write, noun, by) if field is not None else ""
        context: Mapping[str, Mapping[str, str]] = {
            noun: values,
            "sender": {
                "name": by.display_name, "email": by.email, "team": by.team.name if by.team is not None else "",
            },
            "today": {"date": write(_DATE, timezone.localdate())}, "answer": {"text": answer},
        }  # fmt: skip
        empty = tuple(
            str(fields[name].label)
            for root, name in sorted(named)
            if root == noun and name in fields and not values[name]
        )
        # A value may hold a line break; a subject may not.
        return Merged(one_line(fill(texts[0], context)), fill(texts[1], context), empty)


def _written(field: Field, record: Any, write: Writer, noun: str, by: User) -> str:
    value = field.value(record) if field.value is not None else None
    text = "" if value is None or value == "" else write(field, value)
    if text and field_access(by, noun, field) == GroupAccess.MASKED:
        return shown_text(by, noun, field.group, field.name, text).text
    return text


def language_for(record_language: str) -> str:
    """The customer's own where the house writes it, else the house's."""
    known = {code for code, _label in settings.LANGUAGES}
    wanted = record_language.lower().replace("_", "-")
    aliases = {"zh": "zh-hans", "zh-cn": "zh-hans", "zh-tw": "zh-hant", "zh-hk": "zh-hant"}
    wanted = aliases.get(wanted, wanted)
    return wanted if wanted in known else settings.LANGUAGE_CODE
