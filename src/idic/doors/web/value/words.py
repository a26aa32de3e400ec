"""Sentences for what the scoring stores as codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from babel.lists import format_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.enums import Tier
from idic.foundation.languages import formats

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TIER_ACTIONS: dict[str, _StrPromise] = {
    Tier.SUPER_GROWTH: _("Treat as partners: keep what they give and win what they still buy elsewhere."),
    Tier.MOST_VALUABLE: _("Keep them at any price: their own contact person, quick answers, thanks."),
    Tier.MOST_GROWABLE: _("Find out what they buy elsewhere and offer it."),
    Tier.BELOW_ZERO: _("Serve them by the cheapest channel, or change the terms."),
    Tier.MIGRATOR: _("Learn what would bring them above zero before you spend more on them."),
    Tier.LOW_MAINTENANCE: _("Serve them well by self-service and standard offers; watch who grows."),
}

WARNINGS: dict[str, _StrPromise] = {
    "rfm_order_after_as_of": _("%(count)s customers last bought after the day of these figures and have no RFM score."),
    "rfm_figure_unknown": _("%(count)s customers have no RFM score, because a figure is missing."),
    "rfm_too_few": _("Only %(count)s customers have bought: scores from 1 to 5 say little yet."),
    "rfm_all_tied_recency": _("All customers last bought on the same day: the recency score tells nobody apart."),
    "rfm_all_tied_frequency": _("All customers bought equally often: the frequency score tells nobody apart."),
    "rfm_all_tied_monetary": _("All customers spent the same: the monetary score tells nobody apart."),
    "lifetime_value_not_fitted": _(
        "There is no lifetime value: the models need at least 100 customers who bought on more than one day. "
        "RFM and the customer tense are shown instead."
    ),
    "lifetime_value_worse_than_naive": _(
        "Lifetime values are hidden: on the time that was held out, no model was better than "
        "“everybody buys on as before”."
    ),
    "clv_not_converged": _("The fitting of the model did not settle; read lifetime values with care."),
    "clv_parameter_at_boundary": _(
        "A parameter of the model lies at the end of its range: the purchases hold too little to tell customers apart."
    ),
    "clv_spend_depends_on_frequency": _(
        "Those who buy often spend differently on each purchase, which the spend model assumes they do not."
    ),
    "clv_population_mean_does_not_exist": _(
        "The spend model has no mean for the whole base: the expected spend of customers with few purchases "
        "is not reliable."
    ),
    "clv_non_positive_spend_excluded": _(
        "Customers whose repeat purchases add up to nothing were left out when spend was fitted."
    ),
    "clv_p_alive_is_one_without_repeat": _(
        "For customers with one purchase day the model takes the probability of still buying as 100 %%; "
        "it cannot know better."
    ),
    "clv_spend_unknown": _("For some customers no spend can be expected, so their lifetime value is not known."),
    "strategic_value_unknown": _(
        "The share of wallet is not known for %(count)s customers: nobody is placed in a growth tier, and "
        "tiers follow actual value alone."
    ),
    "left_out_of_scores": _(
        "%(count)s customers have no scores and are in no segment: there is no valid basis for computing them."
    ),
    "other_currencies": _("Purchases in other currencies are not added to anything: %(purchases)s."),
}
_UNNAMED = _("The refresh left the note “%(code)s”.")

MODELS: dict[str, tuple[_StrPromise | str, _StrPromise]] = {
    "bgnbd": ("BG/NBD", _("Each customer buys at a rate of their own and may leave after any purchase.")),
    "mbgnbd": ("MBG/NBD", _("As BG/NBD, but one may leave right after the first purchase too.")),
    "pareto_nbd": ("Pareto/NBD", _("Each customer buys at a rate of their own and leaves at a moment of their own.")),
}

PARAMETERS: dict[str, _StrPromise] = {
    "r": _("r: how much buying rates differ (shape)"),
    "alpha": _("alpha: scale of the buying rates, in weeks"),
    "a": _("a: leaving after a purchase, first parameter"),
    "b": _("b: leaving after a purchase, second parameter"),
    "s": _("s: how much leaving differs between customers (shape)"),
    "beta": _("beta: scale of the leaving, in weeks"),
    "p": _("p: how steady one customer's spend is"),
    "q": _("q: how much mean spend differs between customers"),
    "v": _("v: scale of the spend"),
}


def warnings_in_words(warnings: Iterable[Mapping[str, Any]]) -> list[str]:
    """Whole sentences; a warning about no customer at all is left out."""
    return [_worded(one) for one in warnings if one.get("count") != 0]


def _worded(warning: Mapping[str, Any]) -> str:
    code = str(warning.get("code", ""))
    values: dict[str, object] = {"code": code}
    if "count" in warning:
        values["count"] = formats.number(warning["count"])
    if "purchases" in warning:
        parts = [
            gettext("%(count)s in %(currency)s") % {"count": formats.number(count), "currency": currency}
            for currency, count in sorted(warning["purchases"].items())
        ]
        values["purchases"] = format_list(parts, locale=formats.current_locale())
    return str(WARNINGS.get(code, _UNNAMED)) % values


def verdict(checked: Mapping[str, Any]) -> dict[str, Any]:
    """Whether the forecast may be shown, and why, in a sentence."""
    values = {
        "weeks": formats.number(round(checked["weeks"])),
        "actual": formats.number(checked["actual"]),
        "expected": formats.number(checked["expected"], 0),
        "naive": formats.number(checked["naive"], 0),
    }
    if checked["better_than_naive"]:
        sentence = gettext(
            "The model is better than the naive guess. In the last %(weeks)s weeks, which it had not seen, customers "
            "bought on %(actual)s days; the model expected %(expected)s, “everybody buys on as before” %(naive)s."
        )
    else:
        sentence = gettext(
            "The model is not better than the naive guess, so lifetime values are hidden. In the last %(weeks)s weeks, "
            "which it had not seen, customers bought on %(actual)s days; the model expected %(expected)s, “everybody "
            "buys on as before” %(naive)s."
        )
    return {"passed": checked["better_than_naive"], "text": sentence % values}
