"""Models in words: states, warnings, readings, and what each figure means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.domain.differentiate.models import TrainedModel
from idic.domain.differentiate.needs.question import read_needs
from idic.domain.differentiate.registry.enums import ModelState, Purpose
from idic.domain.differentiate.risk.question import Kind, Question, read_question
from idic.doors.web.models.features import label_of
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.languages import formats

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STATE_TONES: dict[str, Tone] = {
    ModelState.DRAFT: "neutral", ModelState.TRAINED: "info", ModelState.APPROVED: "success",
    ModelState.RETIRED: "warning",
}  # fmt: skip
WARNINGS: dict[str, str | _StrPromise] = {
    "few_churners": gettext_lazy(
        "Only %(count)s customers with the outcome are known. With so few, a plain regression on five "
        "features at most is used: read it as a first hint."
    ),
    "few_events": gettext_lazy(
        "Only %(count)s customers are on the rarer side. With fewer than 50 the model stays simple and its"
        " figures are uncertain."
    ),
    "one_class": gettext_lazy(
        "All customers have the same outcome, so there is nothing to tell apart. Change the question."
    ),
    "too_few_events": gettext_lazy("Too few customers have the outcome for anything to be learned."),
    "too_few_rows": gettext_lazy("Too few customers are left to learn from."),
    "no_feature": gettext_lazy("No feature differs between customers, so nothing can be learned from them."),
    "no_dates": gettext_lazy(
        "An attribute carries no date. Nothing can be split by time, and a feature may have come after the"
        " outcome: take only attributes that were known before."
    ),
    "one_period_only": gettext_lazy(
        "Only one label window fits into the history, so customers and not months are held out. It says "
        "less about the future."
    ),
    "customer_on_both_sides": gettext_lazy(
        "%(count)s rows were left out so that no customer stands both among those learned from and among those judged."
    ),
    "features_without_use": gettext_lazy("%(count)s features are the same for everybody and were left out."),
    "window_not_complete": gettext_lazy("%(count)s rows were left out because their label window is not over yet."),
    "not_better_than_baseline": gettext_lazy(
        "On customers it had not seen, the model is no better than a simple rule."
    ),
    "no_better_than_chance": gettext_lazy(
        "On customers it had not seen, the model may be no better than tossing a coin: its interval reaches one half."
    ),
    "worse_than_prevalence": gettext_lazy("Its probabilities are worse than giving everybody the same one."),
    "worse_than_rfm_rule": gettext_lazy("A plain rule by recency, frequency and spend sorts customers better."),
    "simpler_as_good": gettext_lazy(
        "The logistic regression beside it is as good. Its weights can be read one by one: consider training it alone."
    ),
    "sampled": gettext_lazy("%(count)s rows are there; a drawn sample of %(used)s was learned from."),
    "history_too_short": gettext_lazy(
        "The purchases do not reach back far enough for one whole label window of this length. Choose a "
        "shorter horizon, or import older purchases."
    ),
    "no_structure": gettext_lazy(
        "The clusters have no substantial structure: customers are spread evenly, and any border between "
        "them would be arbitrary. Do not use them."
    ),
    "unstable": gettext_lazy(
        "With other customers of the same kind other clusters would come out (mean Rand index below 0.6). "
        "Try other features or fewer clusters."
    ),
    "too_much_missing": gettext_lazy(
        "%(count)s customers were left out because more than three in ten of their values are missing."
    ),
    "sampled_clusters": gettext_lazy(
        "The number of clusters was chosen on a drawn sample of %(used)s of %(count)s customers; the "
        "clusters were then found with all of them."
    ),
    "not_clustered": gettext_lazy(
        "These columns cannot be clustered: they do not differ, or too much is missing. Choose others."
    ),
}
LEFT_OUT: dict[str, str | _StrPromise] = {
    "no_purchase_in_window": gettext_lazy("No purchase in the feature window: lost already, or never a buyer"),
    "no_profiling": gettext_lazy("No valid basis for scores and segments"),
    "not_in_the_alive_model": gettext_lazy("Too new for a probability of still buying"),
    "no_contract_end": gettext_lazy("No end of a contract is known"),
    "ended_before": gettext_lazy("The contract had ended before"),
    "not_addressed": gettext_lazy("No campaign of the window addressed them"),
    "attribute_unknown": gettext_lazy("The attribute is not known"),
}
READINGS: dict[str, str | _StrPromise] = {
    "strong": gettext_lazy("a strong structure"),
    "reasonable": gettext_lazy("a reasonable structure"),
    "weak": gettext_lazy("a weak structure that could be artificial"),
    "none": gettext_lazy("no substantial structure: do not use it"),
}


def warnings_of(found: Sequence[dict[str, Any]]) -> list[str]:
    return [warning_in_words(one) for one in found]


def warning_in_words(warning: dict[str, Any]) -> str:
    code = str(warning["code"])
    if code not in WARNINGS:
        return _("Another remark, with the code “%(code)s”.") % {"code": code}
    values = {name: formats.number(one) for name, one in warning.items() if isinstance(one, int | float)}
    return str(WARNINGS[code]) % {"count": "", "used": "", **values}


def left_out_lines(counts: dict[str, int]) -> list[tuple[str, int]]:
    return [(str(LEFT_OUT.get(code, code)), count) for code, count in counts.items() if count]


def question_in_words(model: TrainedModel) -> str:
    """What the model says, in one sentence."""
    if model.purpose == Purpose.NEEDS:
        needs = read_needs(model.definition)
        days = formats.number(needs.feature_days)
        if not needs.with_categories:
            return _("Customers who buy in a similar way, from what they did in %(days)s days.") % {"days": days}
        return _("Customers who want similar things, from what they bought in %(days)s days.") % {"days": days}
    return asked(read_question(model.definition))


def asked(question: Question) -> str:
    values = {
        "days": formats.number(question.horizon_days), "cut": formats.percent(question.cut),
        "grace": formats.number(question.grace_days), "target": label_of(f"attribute:{question.target}"),
        "value": question.value,
    }  # fmt: skip
    values["category"] = values["campaign"] = question.target
    sentences: dict[str, str] = {
        Kind.SILENCE: _("Who bought lately will not buy within the next %(days)s days."),
        Kind.ALIVE: _("The probability of still buying will fall below %(cut)s within %(days)s days."),
        Kind.CONTRACT: _(
            "The contract (“%(target)s”) ends within %(days)s days and is not renewed %(grace)s days later."
        ),
        Kind.CATEGORY: _("The customer will buy something of “%(category)s” within the next %(days)s days."),
        Kind.CAMPAIGN: _("The customer will answer a campaign of the next %(days)s days (%(campaign)s)."),
        Kind.ATTRIBUTE: _("The attribute “%(target)s” is “%(value)s”."),
    }
    if question.kind == Kind.CAMPAIGN and question.target == "*":
        return _("The customer will answer any campaign of the next %(days)s days.") % values
    return sentences[question.kind] % values


def psi_reading(index: float | None) -> tuple[str, Tone]:
    if index is None:
        return _("not known"), "neutral"
    if index > 0.25:
        return _("Train again"), "danger"
    if index > 0.10:
        return _("Look"), "warning"
    return _("Stable"), "success"
