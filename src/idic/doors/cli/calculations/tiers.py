from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from idic.doors.cli.calculations import options

if TYPE_CHECKING:
    from idic.doors.cli.calculations.lifetime import Lifetimes


@click.command(
    "tiers",
    epilog="\b\nExamples:\n  idic calc tiers purchases.csv.gz --margin 0.3\n"
    "  idic calc tiers customers.xlsx --value Profit --strategic Potential\n"
    "  idic calc tiers customers.csv --value profit --mvc-rule cumulative_value --json",
)
@options.purchase_options
@options.value_options
@click.option("--value", metavar="COLUMN", help="A column with the actual value; FILE then has one row per customer.")
@click.option("--strategic", metavar="COLUMN", help="With --value: a column with the strategic value.")
@click.option("--mvc-rule", type=click.Choice(["top_share", "cumulative_value"]), default="top_share",
              show_default=True,
              help="The most valuable: a share of customers, or those who bring a share of all value.")  # fmt: skip
@click.option("--mvc-share", type=float, default=0.10, show_default=True, help="That share of customers.")
@click.option("--mvc-cumulative", type=float, default=0.50, show_default=True, help="That share of all value.")
@click.option("--mgc-share", type=float, default=0.10, show_default=True, help="The share of the most growable.")
@options.output_options
def command(**values: Any) -> None:
    """Each customer in one value tier, by lifetime value or by a column of values.

    Without --value the lifetime value is computed as `idic calc clv` does, and growth stays unknown.
    """
    import numpy as np
    import polars as pl

    from idic.doors.cli.calculations.lifetime import Assumptions, lifetimes
    from idic.doors.cli.calculations.report import Facts, Report, Section, check_output, publish
    from idic.doors.cli.calculations.source import Source, refuse
    from idic.doors.cli.calculations.summaries import read_values
    from idic.methods import tiers

    columns, output = options.taken_columns(values), options.taken_output(values)
    if values["strategic"] and not values["value"]:
        raise click.UsageError("--strategic needs --value.")
    check_output(output, values["files"])
    assumed = Assumptions(values["model"], values["horizon_weeks"], values["discount"], values["margin"])
    lifetime: Lifetimes | None = None
    settings: Facts = {"mvc_rule": values["mvc_rule"]}
    strategic = None
    if values["value"]:
        sources = [Source(path, columns) for path in values["files"]]
        read = read_values(sources, columns, value=values["value"], strategic=values["strategic"])
        names, value, strategic, rows = read.customer, read.actual, read.strategic, read.rows
    else:
        lifetime = lifetimes(
            values["files"],
            columns,
            assumed,
            as_of=options.day_of(values["as_of"]),
            calibration_end=options.day_of(values["calibration_end"]),
            days_per_unit=7.0,
        )
        if "clv" not in lifetime.frame.columns:
            refuse("The file has no spend, so no value can be computed. Give purchases, or a column with --value.")
        names, rows = lifetime.frame["customer"], lifetime.rows
        value = lifetime.frame["clv"].fill_null(float("nan")).to_numpy().astype(np.float64)
        settings |= assumed.facts
    try:
        assigned = tiers.assign(
            value,
            strategic,
            mvc_rule=values["mvc_rule"],
            mvc_share=values["mvc_share"],
            mvc_cumulative=values["mvc_cumulative"],
            mgc_share=values["mgc_share"],
        )
    except tiers.TierError as error:
        refuse(str(error))
    curve = tiers.value_curve(value)
    customers = pl.DataFrame(
        {
            "customer": names,
            "actual_value": value,
            "strategic_value": np.full(value.shape, np.nan) if strategic is None else strategic,
            "tier": pl.Series(assigned.tier.tolist(), dtype=pl.String),
        }
    ).with_columns(pl.selectors.float().fill_nan(None))
    customers = customers.sort(["actual_value", "customer"], descending=[True, False], nulls_last=True)
    known = int((~np.isnan(value)).sum())
    fifth = int(np.ceil(known / 5))
    publish(
        Report(
            method="tiers",
            files=tuple(path.name for path in values["files"]),
            rows=rows,
            as_of=lifetime.as_of if lifetime else None,
            settings=settings,
            results={
                "customers": value.size,
                "total_value": float(np.nansum(value)),
                "value_floor": assigned.value_floor,
                "growth_floor": assigned.growth_floor,
                "value_share_of_the_best_fifth": float(curve.value_share[fifth]) if known else None,
                "peak_value_share": curve.peak_value_share,
                "peak_customer_share": curve.peak_customer_share,
            },
            customers=customers,
            sections=[
                *(lifetime.sections if lifetime else []),
                Section("tiers", "Tiers", [
                    {"tier": tier, "customers": count, "share": round(count / value.size, 4),
                     "value": float(np.nansum(value[assigned.tier == tier]))}
                    for tier, count in assigned.counts().items()
                ]),
            ],
            warnings=(lifetime.warnings if lifetime else []) + [(one.code, one.count) for one in assigned.warnings],
        ),
        output,
    )  # fmt: skip
