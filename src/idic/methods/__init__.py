"""Methods as pure functions. What a notebook calls on tables is offered here, and loaded when it is used:

from idic.methods import holdout_forecast, rfm_scores
"""

from typing import TYPE_CHECKING

__all__ = [
    "basket_rules",
    "churn_model",
    "cohort_retention",
    "customer_summaries",
    "holdout_forecast",
    "lifetime_values",
    "needs_clusters",
    "price_demand",
    "price_meter",
    "purchase_figures",
    "purchase_paths",
    "rfm_scores",
    "survival_curves",
    "value_tiers",
    "working_minutes",
]

if TYPE_CHECKING:
    from idic.methods.notebook.behaviour import basket_rules, cohort_retention, purchase_paths
    from idic.methods.notebook.churn import churn_model
    from idic.methods.notebook.clock import working_minutes
    from idic.methods.notebook.clusters import needs_clusters
    from idic.methods.notebook.prices import price_demand, price_meter
    from idic.methods.notebook.purchases import customer_summaries, purchase_figures
    from idic.methods.notebook.segments import rfm_scores, value_tiers
    from idic.methods.notebook.survival import survival_curves
    from idic.methods.notebook.value import holdout_forecast, lifetime_values
else:
    _HOMES = {
        "behaviour": ("basket_rules", "cohort_retention", "purchase_paths"),
        "churn": ("churn_model",),
        "clock": ("working_minutes",),
        "clusters": ("needs_clusters",),
        "prices": ("price_demand", "price_meter"),
        "purchases": ("customer_summaries", "purchase_figures"),
        "segments": ("rfm_scores", "value_tiers"),
        "survival": ("survival_curves",),
        "value": ("holdout_forecast", "lifetime_values"),
    }

    def __getattr__(name):
        from importlib import import_module

        for home, names in _HOMES.items():
            if name in names:
                found = getattr(import_module(f"idic.methods.notebook.{home}"), name)
                globals()[name] = found
                return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__():
        return sorted({*globals(), *__all__})
