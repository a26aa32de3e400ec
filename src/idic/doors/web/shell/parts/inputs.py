"""Fields of forms, their errors, and the question before something is done."""

# Tag arguments carry the names of the HTML attributes that they fill.
# ruff: noqa: A002

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.middleware.csrf import get_token
from django.template.context import Context
from django.utils.safestring import SafeString

from idic.doors.web.shell.parts.rendering import register, rendered


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checks"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.Select):
        return "select"
    return "text"


@register.simple_tag
def field(bound: BoundField, *, label: str = "", prefix: str = "", suffix: str = "") -> SafeString:
    """Label, control, help and errors, tied together for screen readers."""
    kind = _kind(bound)
    if bound.is_hidden:
        return SafeString(bound)
    widget_class = {"check": "form-check-input", "select": "form-select", "text": "form-control"}.get(kind, "")
    given = str(bound.field.widget.attrs.get("class", ""))
    invalid = "is-invalid" if bound.errors else ""
    described = [f"{bound.id_for_label}_helptext"] if bound.help_text else []
    described += [f"{bound.id_for_label}_error"] if bound.errors else []
    attributes: dict[str, Any] = {"class": " ".join(filter(None, (given, widget_class, invalid)))}
    if kind in ("check", "select", "text") and described:
        attributes["aria-describedby"] = " ".join(described)
    return rendered(
        "field",
        bound=bound,
        kind=kind,
        control=bound.as_widget(attrs=attributes) if kind not in ("checks", "radios") else "",
        choices=list(bound) if kind in ("checks", "radios") else (),
        label=label or bound.label,
        described=" ".join(described),
        prefix=prefix,
        suffix=suffix,
    )


@register.simple_tag
def formerrors(form: forms.BaseForm) -> SafeString:
    """What is wrong with the form as a whole; nothing where nothing is."""
    return rendered("form_errors", errors=form.non_field_errors()) if form.non_field_errors() else SafeString("")


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context,
    content: str,
    *,
    id: str,
    title: str,
    action: str,
    yes: str,
    danger: bool = False,
    fields: Mapping[str, str] | None = None,
) -> SafeString:
    """A dialog that posts to `action`. Any `<button type="button" data-dialog-open="ID">` opens it."""
    return rendered(
        "confirm",
        id=id,
        title=title,
        action=action,
        yes=yes,
        danger=danger,
        fields=fields or {},
        content=content,
        csrf_token=get_token(context["request"]),
    )
