from __future__ import annotations

from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "staffing",
    epilog="\b\nExamples:\n  idic calc staffing --calls 100 --handling 180\n"
    "  idic calc staffing --calls 100 --handling 180 --patience 120 --shrinkage 0.3 --json",
)
@click.option("--calls", type=click.FloatRange(min=0), required=True, help="Calls in one interval.")
@click.option("--interval", type=click.FloatRange(min=0, min_open=True), default=30, show_default=True,
              help="Its length in minutes.")  # fmt: skip
@click.option("--handling", type=click.FloatRange(min=0, min_open=True), required=True,
              help="Seconds that one call takes, talking and writing up.")  # fmt: skip
@click.option("--share", type=float, default=0.8, show_default=True, help="The share to be answered in time.")
@click.option("--within", type=click.FloatRange(min=0), default=20, show_default=True, help="In time: seconds.")
@click.option("--patience", type=click.FloatRange(min=0, min_open=True),
              help="Mean seconds until a caller hangs up (Erlang A); without it callers wait for ever (Erlang C).")  # fmt: skip
@click.option("--shrinkage", type=float, default=0.0, show_default=True, help="Share of paid time off the telephone.")
@options.output_options
def command(**values: Any) -> None:
    """The fewest agents who keep a service level, and what each number of agents would bring."""
    import polars as pl

    from idic.doors.cli.calculations.report import Report, check_output, publish
    from idic.doors.cli.calculations.source import RowCount, refuse
    from idic.methods import staffing

    output = options.taken_output(values)
    check_output(output, [])
    share, within, patience = values["share"], values["within"], values["patience"]
    try:
        load = staffing.Load(values["calls"], values["interval"] * 60, values["handling"])
        if patience is None:
            agents = staffing.needed(load, share=share, target_s=within).agents
        else:
            agents = staffing.needed_with_patience(load, share=share, target_s=within, patience_s=patience).agents
        rostered = staffing.scheduled(agents, values["shrinkage"])
        shown = range(max(1, agents - 3), agents + 4)
        rows: list[staffing.Patient] | list[staffing.Impatient]
        if patience is None:
            rows = [staffing.patient(load, one, target_s=within) for one in shown]
            figures: tuple[str, ...] = ("agents", "p_wait", "service_level", "asa_s", "occupancy", "reason")
        else:
            rows = [staffing.with_patience(load, one, target_s=within, patience_s=patience) for one in shown]
            figures = ("agents", "p_wait", "p_abandon", "service_level", "asa_s", "occupancy")
    except staffing.StaffingError as error:
        refuse(str(error))
    publish(
        Report(
            method="staffing", files=(), rows=RowCount(), as_of=None,
            settings={"share": share, "within_s": within, "patience_s": patience, "shrinkage": values["shrinkage"]},
            results={"erlangs": load.erlangs, "agents": agents, "scheduled": rostered},
            customers=pl.DataFrame([{name: getattr(one, name) for name in figures} for one in rows]), noun="choices",
        ),
        output,
    )  # fmt: skip
