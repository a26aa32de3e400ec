"""What if: the two scenarios of the executive page, worked out from what the reading kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from idic.domain.differentiate.enums import Tier
from idic.domain.differentiate.executive.content import Content
from idic.doors.web.executive.forms import ScenarioForm
from idic.foundation.languages import formats
from idic.methods import scenarios

_BEGIN = {"kept": "1", "lifted": "10"}


@dataclass(frozen=True)
class Scenarios:
    """`kept` and `lifted` are sentences with their figure in front; "" where a scenario cannot be worked out."""

    form: ScenarioForm
    kept_gain: str
    kept: str
    lifted_gain: str
    lifted: str


def scenarios_of(content: Content, asked: QueryDict) -> Scenarios | None:
    """None before there are lifetime values."""
    if content.leavers is None:
        return None
    tiers = sorted(content.tiers, key=lambda code: content.tiers[code].mean)
    told = {**_BEGIN, **{name: asked[name] for name in ("kept", "lifted", "lower", "higher") if asked.get(name)}}
    told.setdefault("lower", tiers[0] if tiers else "")
    told.setdefault("higher", tiers[-1] if tiers else "")
    form = ScenarioForm(told, tiers=[(code, str(Tier(code).label)) for code in tiers])
    if not form.is_valid():
        return Scenarios(form, "", "", "", "")
    currency = content.currency
    found = scenarios.keep_more(content.leavers, share=float(form.cleaned_data["kept"]) / 100)
    kept = _(
        "%(kept)s of the %(leaving)s customers whom the model expects to lose stay after all; each is worth "
        "%(worth)s while staying."
    ) % {
        "kept": formats.number(found.customers, 1), "leaving": formats.number(content.leavers.leaving, 0),
        "worth": formats.whole_money(content.leavers.worth_each, currency),
    }  # fmt: skip
    if found.is_capped:
        kept = _("More cannot be kept than leave.") + " " + kept
    lower, higher = form.cleaned_data["lower"], form.cleaned_data["higher"]
    lifted = scenarios.lift(content.tiers[lower], content.tiers[higher], customers=form.cleaned_data["lifted"])
    sentence = _(
        "%(count)s customers become worth what the tier “%(higher)s” is worth on average, instead of “%(lower)s”: "
        "between %(low)s and %(high)s in %(level)s of cases."
    ) % {
        "count": formats.number(lifted.customers), "higher": Tier(higher).label, "lower": Tier(lower).label,
        "low": formats.whole_money(lifted.low, currency), "high": formats.whole_money(lifted.high, currency),
        "level": formats.percent(lifted.level, 0),
    }  # fmt: skip
    return Scenarios(
        form, formats.whole_money(found.gain, currency), kept, formats.whole_money(lifted.gain, currency), sentence
    )
