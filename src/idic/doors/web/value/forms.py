from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.enums import MostValuableRule, RfmScheme, RfmTies
from idic.domain.differentiate.models import ValueSettings
from idic.domain.differentiate.scoring.parameters import LIMITED, Parameters
from idic.doors.web.choices import offer

PERCENT = ("annual_discount", "margin", "attainable_share", "most_valuable_share", "most_growable_share")
_MARGIN_OF = "margin_of_"


@dataclass(frozen=True)
class MarginChoices:
    """`rows`: categories that stand in the form, with their margin where they have one; `others`: what can be added."""

    rows: list[tuple[int, str, float | None]]
    others: list[tuple[int, str]]


def percent_of(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 4)


class ValueSettingsForm(forms.Form):
    """Shares are typed as percent, fixed limits as four numbers in a row."""

    horizon_weeks = forms.IntegerField(
        label=_("Weeks to look ahead"),
        min_value=4,
        max_value=520,
        help_text=_("Lifetime value adds up what is expected in this time. 52 weeks are a year."),
    )
    annual_discount = forms.FloatField(
        label=_("Discount a year, in percent"),
        min_value=0,
        max_value=100,
        help_text=_("Money that comes later is worth less by so much for each year."),
    )
    margin = forms.FloatField(
        label=_("Margin on net spend, in percent"),
        min_value=0,
        max_value=100,
        help_text=_("What is left of a sale after the cost of goods, wherever a category has no margin of its own."),
    )
    cost_to_serve = forms.FloatField(
        label=_("Cost of serving one customer, a year"),
        min_value=0,
        max_value=1e9,
        help_text=_("Taken off the lifetime value: some customers then fall below zero."),
    )
    attainable_share = forms.FloatField(
        label=_("Share of wallet that can be attained, in percent"),
        min_value=1,
        max_value=100,
        help_text=_(
            "Strategic value is what a customer would be worth with this share. It is worked out where the share "
            "of wallet is known."
        ),
    )
    tier_rule = forms.ChoiceField(label=_("Who counts as most valuable"), choices=MostValuableRule.choices)
    most_valuable_share = forms.FloatField(label=_("How large that part is, in percent"), min_value=1, max_value=100)
    most_growable_share = forms.FloatField(
        label=_("Most growable: the best part of known growth, in percent"), min_value=1, max_value=100
    )
    another_category = forms.TypedChoiceField(label=_("Another category"), coerce=int, required=False)
    another_margin = forms.FloatField(label=_("Its margin, in percent"), min_value=0, max_value=100, required=False)
    rfm_scheme = forms.ChoiceField(label=_("How recency, frequency and spend are scored"), choices=RfmScheme.choices)
    rfm_ties = forms.ChoiceField(label=_("Customers who are level get"), choices=RfmTies.choices)
    recency_days = forms.CharField(
        label=_("Limits of recency, in days"),
        required=False,
        max_length=120,
        help_text=_("Four numbers, each larger than the one before: up to the first is score 5, beyond the last is 1."),
    )
    frequency = forms.CharField(
        label=_("Limits of frequency, in purchases"),
        required=False,
        max_length=120,
        help_text=_("Below the first is score 1, from the last on it is 5."),
    )
    monetary = forms.CharField(label=_("Limits of spend"), required=False, max_length=120)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, margins: MarginChoices, **more: Any) -> None:
        super().__init__(*args, **more)
        for pk, name, share in margins.rows:
            self.fields[f"{_MARGIN_OF}{pk}"] = forms.FloatField(
                label=name, min_value=0, max_value=100, required=False, initial=percent_of(share)
            )
        offer(self, "another_category", [(0, _("None")), *margins.others])

    @property
    def margins_open(self) -> bool:
        """Where one is told, or was typed wrongly."""
        return any(bound.errors or bound.initial is not None for bound in self.margin_fields()) or bool(
            self.errors.get("another_margin")
        )

    def margin_fields(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith(_MARGIN_OF)]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if bool(told.get("another_category")) != (told.get("another_margin") is not None):
            self.add_error("another_margin", _("Choose a category and give its margin, or leave both empty."))
        if told.get("rfm_scheme") != RfmScheme.FIXED:
            # what stands there was offered, and is not asked for
            return told | {name: [] for name in LIMITED}
        for name in LIMITED:
            try:
                told[name] = [float(one) for one in (told.get(name) or "").replace(",", " ").split()]
            except ValueError:
                self.add_error(name, _("Give four numbers, each larger than the one before it."))
            if not told.get(name) and name not in self.errors:
                self.add_error(name, _("Give four numbers, each larger than the one before it."))
        return told

    def parameters(self) -> Parameters:
        told = dict(self.cleaned_data)
        limits = {name: told.pop(name) for name in LIMITED}
        del told["version"]
        another, its_margin = told.pop("another_category"), told.pop("another_margin")
        own = {name.removeprefix(_MARGIN_OF): told.pop(name) for name in list(told) if name.startswith(_MARGIN_OF)}
        if another:
            own[str(another)] = its_margin
        margins = {pk: round(share / 100, 6) for pk, share in own.items() if share is not None}
        for name in PERCENT:
            told[name] = round(told[name] / 100, 6)
        return Parameters(**told, category_margins=margins, breakpoints=limits if any(limits.values()) else {})


def as_told(kept: ValueSettings | None, fifths: dict[str, list[float]]) -> dict[str, object]:
    """What is in use. Where no limits are kept, those of the last refresh's fifths are offered."""
    kept = kept or ValueSettings()
    told: dict[str, object] = {one.name: getattr(kept, one.name) for one in fields(Parameters)}
    del told["breakpoints"], told["category_margins"]
    for name in PERCENT:
        told[name] = percent_of(getattr(kept, name))
    for name in LIMITED:
        limits = kept.breakpoints.get(name) or fifths.get(name) or []
        told[name] = " ".join(f"{one:g}" for one in limits)
    return told | {"version": kept.version}
