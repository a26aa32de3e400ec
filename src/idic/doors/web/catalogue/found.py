"""Fields of forms that hold products, found while a name or code is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from idic.domain.catalogue.queries.products import products_by_code

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class FoundProduct(forms.Widget):
    """One, or `several` in the order in which they were chosen. What stands there is named here; what is typed is found
    by the page of cases, for whoever may see products."""

    def __init__(self, *, several: bool = False, nothing: str | _StrPromise = "") -> None:
        super().__init__()
        self._several, self._nothing = several, nothing

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """A mapping without lists is what a test or another form hands over."""
        if not self._several:
            return data.get(name)
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def render(self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None) -> SafeString:
        codes = [str(one) for one in (value if isinstance(value, list) else [value]) if one]
        names = products_by_code(codes)
        values = {
            "name": name, "several": self._several, "nothing": self._nothing, "id": (attrs or {}).get("id", ""),
            "chosen": [(code, names[code]) for code in codes if code in names],
        }  # fmt: skip
        return render_to_string("catalogue/_found_field.html", values)


class ProductField(forms.CharField):
    """Its number as a text; empty is none."""

    def clean(self, value: Any) -> str:
        said: str = super().clean(value)
        if said and said not in products_by_code([said]):
            raise forms.ValidationError(_("Choose one from the list."))
        return said


class ProductsField(forms.Field):
    """Their numbers as texts, in order, each once; what is there no more is left out."""

    widget = FoundProduct(several=True)

    def to_python(self, value: Any) -> list[str]:
        asked = list(dict.fromkeys(str(one) for one in value or ()))
        names = products_by_code(asked)
        return [one for one in asked if one in names]
