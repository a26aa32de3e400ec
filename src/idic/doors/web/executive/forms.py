from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.executive.figures import ExecutiveFigure
from idic.doors.web.choices import offer
from idic.foundation.languages import formats
from idic.warehouse.marts.months import month_day, month_number


class TargetForm(forms.Form):
    """Shares are typed as percentages, as people speak of them."""

    value = forms.DecimalField(label=_("Target for a month"), max_digits=19, decimal_places=6)
    starts_on = forms.TypedChoiceField(label=_("From"), coerce=date.fromisoformat)
    tolerance = forms.DecimalField(
        label=_("Still amber when off by (%)"), min_value=0, max_value=99, initial=5, max_digits=4, decimal_places=1
    )

    def __init__(self, *args: Any, figure: ExecutiveFigure, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.figure = figure
        if figure.form == "share":
            self.fields["value"].label = _("Target for a month (%)")
        first = month_number(today.replace(month=1))
        months = [month_day(number) for number in range(first - 12, first + 24)]
        offer(self, "starts_on", [(day.isoformat(), formats.month(day)) for day in months])

    def told_value(self) -> Decimal:
        value: Decimal = self.cleaned_data["value"]
        return value / 100 if self.figure.form == "share" else value

    def told_tolerance(self) -> float:
        return float(self.cleaned_data["tolerance"]) / 100


class ScenarioForm(forms.Form):
    """What is asked of the scenarios; what cannot be read falls back to where the sliders begin."""

    kept = forms.DecimalField(
        label=_("Keep more of the customers who are leaving: so many in a hundred of all customers"), min_value=0,
        max_value=20, decimal_places=1, max_digits=4, widget=forms.NumberInput(attrs={"type": "range", "step": "0.5"}),
    )  # fmt: skip
    lifted = forms.IntegerField(
        label=_("Customers to lift"), min_value=0, widget=forms.NumberInput(attrs={"type": "number", "step": "1"})
    )
    lower = forms.ChoiceField(label=_("From the tier"))
    higher = forms.ChoiceField(label=_("To the tier"))

    def __init__(self, *args: Any, tiers: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("lower", "higher"):
            offer(self, name, tiers)
