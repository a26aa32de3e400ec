from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.models import MarketFigure, Segment
from idic.domain.differentiate.models.market_figure import FIRST_YEAR, LAST_YEAR
from idic.domain.differentiate.operations.market import MOST, FigureFacts
from idic.domain.differentiate.ready_segments import segment_name
from idic.doors.web.choices import offer

WHOLE, COMPETITOR = "market", "competitor"


class FigureForm(forms.Form):
    """Of whom the figure speaks does not change afterwards: another seller or year is another figure."""

    segment = forms.ChoiceField(label=_("Segment"))
    of = forms.ChoiceField(
        label=_("Whose customers"),
        choices=[(COMPETITOR, _("Customers of a competitor")), (WHOLE, _("The whole market, whoever serves it"))],
        initial=COMPETITOR, widget=forms.RadioSelect,
    )  # fmt: skip
    competitor = forms.CharField(
        label=_("Competitor"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "known-competitors"}),
    )
    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    customers = forms.IntegerField(label=_("Number of customers"), min_value=0, max_value=MOST)
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("A study, an official statistic, a count, a sales talk.")
    )
    url = forms.URLField(label=_("Web address of the source"), max_length=500, required=False, assume_scheme="https")
    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, segments: list[Segment], fixed: MarketFigure | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "segment", [(str(one.pk), segment_name(one)) for one in segments])
        for name in ("segment", "of", "competitor", "year") if fixed else ():
            self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if (
            told.get("of") == COMPETITOR
            and not told.get("competitor", "").strip()
            and not self.errors.get("competitor")
        ):
            self.add_error("competitor", _("Give the name of the competitor."))
        return told

    def facts(self) -> FigureFacts:
        told = self.cleaned_data
        competitor = told["competitor"] if told["of"] == COMPETITOR else ""
        return FigureFacts(told["year"], told["customers"], told["source"], competitor, told["url"], told["note"])


def as_told(figure: MarketFigure) -> dict[str, object]:
    return {
        "segment": str(figure.segment_id), "of": COMPETITOR if figure.competitor else WHOLE,
        "competitor": figure.competitor.name if figure.competitor else "", "year": figure.year,
        "customers": figure.customers, "source": figure.source, "url": figure.url, "note": figure.note,
        "version": figure.version,
    }  # fmt: skip
