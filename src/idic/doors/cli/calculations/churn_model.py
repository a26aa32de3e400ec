from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from idic.doors.cli.calculations import options

if TYPE_CHECKING:
    import polars as pl

    from idic.doors.cli.calculations.features import Rows
    from idic.doors.cli.calculations.report import Facts, Section
    from idic.methods.classification import Classifier, Training
    from idic.methods.classification_metrics import Metrics


@click.command(
    "churn-model",
    epilog="\b\nExamples:\n  idic calc churn-model customers.csv --outcome Churn\n"
    "  idic calc churn-model customers.xlsx --outcome Status --left closed --period Snapshot --out risk.xlsx\n"
    "  idic calc churn-model customers.csv --outcome Churn --value 200 --save-rate 0.3 --contact-cost 10 --json",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--outcome", required=True, metavar="COLUMN", help="What became of the customer; empty = not known yet.")
@click.option("--left", "positive", metavar="VALUE", help="The value of it that means: left (default: yes, 1, true).")
@click.option("--period", metavar="COLUMN", help="The snapshot a row is from; the last one is kept to judge by.")
@click.option("--skip", metavar="COLUMN", multiple=True, help="A column not to be learned from (may be repeated).")
@click.option("--kind", type=click.Choice(["best", "boosting", "logistic"]), default="best", show_default=True,
              help="Trees, a logistic model, or whichever does better across folds.")  # fmt: skip
@click.option("--calibration", type=click.Choice(["platt", "isotonic", "none"]), default="platt", show_default=True,
              help="How scores become probabilities.")  # fmt: skip
@click.option("--value", type=float, help="What a kept customer is worth: shows how many to contact.")
@click.option("--save-rate", type=click.FloatRange(0, 1), default=0.3, show_default=True,
              help="With --value: the share of leavers that a contact keeps.")  # fmt: skip
@click.option("--contact-cost", type=click.FloatRange(min=0), default=0.0, show_default=True,
              help="With --value: the cost of one contact.")  # fmt: skip
@click.option("--seed", type=int, help="Another draw of who is kept to judge by.")
@click.option("--customer", metavar="COLUMN", help="The column that names the customer.")
@click.option("--decimal", type=click.Choice([".", ","]), help="The decimal mark of the numbers.")
@click.option("--encoding", help="utf-8, cp874, gb18030, big5 ... instead of the guess.")
@click.option("--delimiter", help="comma, semicolon, tab, bar or the sign itself.")
@click.option("--sheet", help="The sheet of a workbook, instead of the first.")
@options.output_options
def command(**values: Any) -> None:
    """How likely each customer is to leave, why, and how far that can be trusted.

    FILE has one row per customer (or per customer and snapshot) with the outcome and what was known before it. A quarter
    of the customers, or the last snapshot, is kept apart to judge by; all rows are scored.
    """
    from idic.doors.cli.calculations.features import read_rows
    from idic.doors.cli.calculations.report import Report, check_output, publish
    from idic.doors.cli.calculations.source import Source, refuse
    from idic.doors.cli.progress import say
    from idic.methods import classification, classification_metrics

    output = options.taken_output(values)
    path: Path = values["file"]
    check_output(output, [path])
    chosen = options.ColumnOptions(
        **{name: values[name] for name in ("customer", "decimal", "encoding", "delimiter", "sheet")}
    )
    given = read_rows(
        Source(path, chosen),
        chosen,
        outcome=values["outcome"],
        positive=values["positive"],
        period=values["period"],
        skip=values["skip"],
    )
    say("Learning")
    try:
        run = classification.train(
            given.features,
            given.outcome,
            customers=given.customer.to_numpy().astype(str),
            periods=None if given.period is None else given.period.astype(str),
            kind=values["kind"],
            calibration=values["calibration"],
            seed=classification.SEED if values["seed"] is None else values["seed"],
        )
    except classification.ClassificationError as error:
        refuse(str(error))
    if run.model is None or run.metrics is None:
        refuse(_REFUSALS[run.reason or ""].format(events=run.events, n=run.n))
    say("Scoring")
    customers = _customers(run.model, given, explained=None if output.out else output.limit)
    results: Facts = {"kind": run.model.kind, "learned_from": run.training_rows.size, **_figures(run.metrics)}
    if values["value"] is not None:
        cut = classification_metrics.profit_cut(
            run.held_out_outcome,
            run.held_out_probability,
            save_rate=values["save_rate"],
            value=values["value"],
            contact_cost=values["contact_cost"],
        )
        results |= {"contact_from_probability": cut.cut, "share_to_contact": cut.share, "profit_of_judged": cut.profit}
    warnings = [(one.code, one.count) for one in run.warnings]
    if given.left_out:
        warnings.append(("columns_without_use", len(given.left_out)))
    publish(
        Report(
            method="churn-model",
            files=(path.name,),
            rows=given.rows,
            as_of=None,
            settings={"outcome": values["outcome"], "calibration": values["calibration"], "by_time": run.by_time},
            results=results,
            customers=customers,
            sections=_sections(run, run.metrics),
            warnings=warnings,
        ),
        output,
    )


_REFUSALS = {
    "one_class": "All {n} customers with a known outcome have the same one, so nothing can be learned.",
    "too_few_events": "Only {events} of {n} customers have the rarer outcome; at least 10 are needed.",
    "no_feature": "No column differs between the customers, so none can tell them apart.",
}


def _customers(model: Classifier, given: Rows, *, explained: int | None) -> pl.DataFrame:
    """The riskiest first; reasons of the first `explained`, or of all."""
    import numpy as np
    import polars as pl

    probability = model.score(given.features)
    order = np.lexsort((given.customer.to_numpy().astype(str), -probability))
    first = order[:explained]
    reasons = model.reasons(given.features.take(first))
    table = pl.DataFrame({"customer": given.customer.gather(order), "probability": probability[order]})
    padding = [None] * (order.size - first.size)
    for place in range(reasons.features.shape[1]):
        table = table.with_columns(
            pl.Series(f"reason_{place + 1}", [*reasons.features[:, place].tolist(), *padding], dtype=pl.String),
            pl.Series(f"contribution_{place + 1}", [*reasons.contributions[:, place].tolist(), *padding], pl.Float64),
        )
    return table


def _figures(metrics: Metrics) -> Facts:
    area = metrics.auc
    return {
        "judged_on": metrics.n,
        "left_among_these": metrics.positives,
        "auc": area.value if area else None,
        "auc_low": area.low if area else None,
        "auc_high": area.high if area else None,
        "gini": metrics.gini,
        "ks": metrics.ks,
        "average_precision": metrics.average_precision,
        "log_loss": metrics.log_loss,
        "brier": metrics.brier,
        "ece": metrics.ece,
        "hosmer_lemeshow_p": metrics.hosmer_lemeshow.p if metrics.hosmer_lemeshow else None,
    }


def _sections(run: Training, metrics: Metrics) -> list[Section]:
    from idic.doors.cli.calculations.report import Section

    judged = {"model": metrics, **run.baselines}
    return [
        Section("against", "Against the plain rules", [
            {"what": name, "auc": one.auc.value if one.auc else None, "log_loss": one.log_loss, "brier": one.brier}
            for name, one in judged.items()
        ]),
        Section("deciles", "Tenths, the riskiest first", [
            {"tenth": place, "customers": one.customers, "left": one.events, "rate": one.rate, "lift": one.lift,
             "gain": one.gain}
            for place, one in enumerate(metrics.deciles, start=1)
        ]),
        Section("calibration", "What was promised and what came", [
            {"from": one.low, "to": one.high, "customers": one.count, "promised": one.mean_probability, "came": one.rate}
            for one in metrics.equal_count
        ]),
    ]  # fmt: skip
