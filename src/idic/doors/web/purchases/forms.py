from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.models import Source
from idic.domain.sales.enums import PurchaseKind
from idic.domain.sales.queries.purchases import PurchaseFilter
from idic.doors.web.choices import offer


def _within_reason(day: date | None) -> date | None:
    """A year that no purchase can have does not filter; the last ones have no next day to compare with."""
    return day if day is not None and 1900 <= day.year <= 9000 else None


class PurchaseFilterForm(forms.Form):
    """What cannot be read (an old link, a typed one) does not filter."""

    kind = forms.ChoiceField(
        required=False,
        choices=[("", _("Every kind")), *PurchaseKind.choices],
        widget=forms.Select(attrs={"class": "form-select", "aria-label": _("Kind")}),
    )
    channel = forms.ChoiceField(
        required=False, widget=forms.Select(attrs={"class": "form-select", "aria-label": _("Channel")})
    )
    source = forms.ChoiceField(
        required=False, widget=forms.Select(attrs={"class": "form-select", "aria-label": _("Source")})
    )
    who = forms.ChoiceField(
        required=False,
        choices=[("", _("Everybody")), ("anonymous", _("Anonymous only"))],
        widget=forms.Select(attrs={"class": "form-select", "aria-label": _("Customer")}),
    )
    since = forms.DateField(
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}),
    )
    until = forms.DateField(
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}),
    )

    def __init__(self, data: object, *, channels: Sequence[str], sources: Sequence[Source]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, which the stubs want narrower
        self._sources = {str(source.pk): source for source in sources}
        chosen = str(self.data.get("channel", "")).replace("\x00", "")[:60]
        offered = sorted({*channels, chosen} - {""})
        offer(self, "channel", [("", _("Every channel")), *((channel, channel) for channel in offered)])
        known = [(key, source.label) for key, source in self._sources.items()]
        offer(self, "source", [("", _("Every source")), *known])

    def clean_since(self) -> date | None:
        return _within_reason(self.cleaned_data["since"])

    def clean_until(self) -> date | None:
        return _within_reason(self.cleaned_data["until"])

    def wanted(self) -> PurchaseFilter:
        self.is_valid()
        chosen = self.cleaned_data
        return PurchaseFilter(
            kind=chosen.get("kind", ""),
            channel=chosen.get("channel", ""),
            source=self._sources.get(chosen.get("source", "")),
            since=chosen.get("since"),
            until=chosen.get("until"),
            anonymous=chosen.get("who") == "anonymous",
        )
