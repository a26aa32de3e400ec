from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.needs.question import HABITS, MOST_CLUSTERS, NeedsQuestion
from idic.doors.web.choices import offer


class NeedsForm(forms.Form):
    name = forms.CharField(
        label=_("Name of this run"), max_length=120, required=False,
        help_text=_("Empty: it is called “Needs clusters”, in the language of whoever reads it."),
    )  # fmt: skip
    feature_days = forms.IntegerField(label=_("How many days back to look"), initial=365, min_value=30, max_value=1825)
    with_categories = forms.BooleanField(
        label=_("What they buy: the share of spend that goes into each category"), initial=True, required=False
    )
    habits = forms.MultipleChoiceField(
        label=_("How they buy"), choices=HABITS, required=False, widget=forms.CheckboxSelectMultiple
    )
    attributes = forms.MultipleChoiceField(
        label=_("Attributes and answers"), required=False, widget=forms.CheckboxSelectMultiple
    )
    ratings = forms.MultipleChoiceField(
        label=_("Of these, answers on one scale"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each customer's own mean is taken off: some people always answer high."),
    )
    k = forms.TypedChoiceField(
        label=_("Number of clusters"),
        coerce=int,
        initial=0,
        choices=[(0, _("Let the silhouette choose")), *((k, str(k)) for k in range(2, MOST_CLUSTERS + 1))],
    )

    def __init__(self, *args: Any, attributes: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("attributes", "ratings"):
            offer(self, name, attributes)
            if not attributes:
                del self.fields[name]

    def question(self) -> NeedsQuestion:
        told = self.cleaned_data
        ratings = tuple(told.get("ratings", ()))
        return NeedsQuestion(
            feature_days=told["feature_days"], with_categories=told["with_categories"], habits=tuple(told["habits"]),
            attributes=tuple(dict.fromkeys([*told.get("attributes", ()), *ratings])), ratings=ratings, k=told["k"],
        )  # fmt: skip
