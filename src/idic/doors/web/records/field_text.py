"""The text around the value of a field is the same for every record: it is written once, and the value is put in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from idic.doors.web.records.values import ShownField, field_groups, in_brief, in_front, may_reveal
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.stencil import Around, Stencil
from idic.foundation.desk.subjects import Subject

_panel = Stencil("records/fields.html", texts=("filled", "empty"))
_folded_panel = Stencil("records/fields_folded.html", texts=("front", "rest"))
_family = Stencil("records/family.html", decided=("label",), texts=("fields",))
_empty_family = Stencil("records/family_empty.html", decided=("label",), texts=("fields",))


def fields_text(request: SignedInRequest, around: Around, subject: Subject) -> SafeString:
    """The fields of a record, each changed in place."""
    may_show = may_reveal(request.user, subject.code)

    def text(fields: list[ShownField]) -> SafeString:
        return SafeString("".join(field_text(request, around, one, subject, may_reveal=may_show) for one in fields))

    groups = field_groups(request.user, subject)
    if subject.noun.first:
        front = in_front(groups, subject.noun)
        shown = {one.field.name for one in front}
        rest = [
            (one.label, [each for each in (*one.filled, *one.empty) if each.field.name not in shown]) for one in groups
        ]
        families = "".join(_family(around, (label,), text(fields)) for label, fields in rest if fields)
        return _folded_panel(around, (), text(front), SafeString(families))
    filled = "".join(_family(around, (one.label,), text(one.filled)) for one in groups if one.filled)
    empty = "".join(_empty_family(around, (one.label,), text(one.empty)) for one in groups if one.empty)
    return _panel(around, (), SafeString(filled), SafeString(empty))


def field_text(
    request: SignedInRequest, around: Around, one: ShownField, subject: Subject, *, may_reveal: bool
) -> SafeString:
    one = in_brief(one)
    text = str(one.text)
    if "\n" in text or "\r" in text:
        # The value stands there in two ways: with and without its breaks.
        values = {
            "one": one, "noun": subject.code, "pk": subject.pk, "field": one.field, "may_reveal": may_reveal,
        }  # fmt: skip
        return render_to_string("records/field.html", values, request=request)
    label = one.label or str(one.field.label)
    decided = (subject.code, one.field.name, label, one.is_editable, one.is_masked, may_reveal)
    token = get_token(request) if one.is_masked else ""
    return _field(around, decided, subject.pk, one.text, one.href, token)


def _write(values: Mapping[str, Any]) -> str:
    one = {name: values[name] for name in ("text", "href", "is_editable", "is_masked")}
    field = {"name": values["name"], "label": values["label"]}
    around = {name: values[name] for name in ("noun", "pk", "may_reveal", "csrf_token")}
    return render_to_string("records/field.html", {**around, "one": one, "field": field})


_field = Stencil(
    _write, decided=("noun", "name", "label", "is_editable", "is_masked", "may_reveal"), ids=("pk",),
    texts=("text", "href", "csrf_token"), most=4096,
)  # fmt: skip
