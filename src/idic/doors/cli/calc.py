import importlib

import click

# Loaded only when asked for: each brings the numeric libraries along.
_METHODS = {
    "rfm": ("idic.doors.cli.calculations.rfm", "Recency, frequency and monetary value, with named groups."),
    "clv": ("idic.doors.cli.calculations.clv", "Customer lifetime value from purchases alone."),
    "sbg": ("idic.doors.cli.calculations.sbg", "Contracts that run out: who will still be there after each renewal."),
    "bgbb": ("idic.doors.cli.calculations.bgbb", "Seasons and appeals: who will take part at the next ones."),
    "tiers": ("idic.doors.cli.calculations.tiers", "Value tiers: most valuable, most growable, below zero ..."),
    "churn-model": (
        "idic.doors.cli.calculations.churn_model",
        "How likely each customer is to leave, and why.",
    ),
    "survival": ("idic.doors.cli.calculations.survival", "The share of customers still there after a time."),
    "baskets": ("idic.doors.cli.calculations.baskets", "What is bought together, and which rules stand above chance."),
    "paths": ("idic.doors.cli.calculations.paths", "What is bought after what: patterns and transitions."),
    "cohorts": ("idic.doors.cli.calculations.cohorts", "Who came back, by the month of the first purchase."),
    "van-westendorp": ("idic.doors.cli.calculations.van_westendorp", "Price sensitivity from four prices per person."),
    "gabor-granger": ("idic.doors.cli.calculations.gabor_granger", "Which of the prices asked brings most."),
    "control-chart": ("idic.doors.cli.calculations.control_chart", "Whether a figure has left its band."),
    "clock": ("idic.doors.cli.calculations.clock", "Working time between moments, and when a promise runs out."),
    "likeness": ("idic.doors.cli.calculations.likeness", "Texts that say nearly the same, in any script."),
    "attainment": ("idic.doors.cli.calculations.attainment", "How far a service standard was kept, week by week."),
    "staffing": ("idic.doors.cli.calculations.staffing", "How many agents a call centre needs (Erlang C and A)."),
    "call-centre": ("idic.doors.cli.calculations.call_centre", "Service level, abandoned calls, speed of answer."),
    "first-contact": ("idic.doors.cli.calculations.first_contact", "What was solved at the first contact."),
    "complaint-priority": (
        "idic.doors.cli.calculations.complaint_priority",
        "How urgent each complaint is: severity, reach, recurrence.",
    ),
    "complaint-rates": ("idic.doors.cli.calculations.complaint_rates", "Complaints per 1,000, with control limits."),
    "complaint-cost": ("idic.doors.cli.calculations.complaint_cost", "Work, remedy and margin at risk."),
    "pareto": ("idic.doors.cli.calculations.pareto", "The few categories that make up most."),
    "recurrence": ("idic.doors.cli.calculations.recurrence", "Complaints that came again, before and after an action."),
    "iceberg": ("idic.doors.cli.calculations.iceberg", "How many dissatisfied customers keep silent."),
    "agreement": ("idic.doors.cli.calculations.agreement", "Whether two raters judge alike: Cohen's kappa."),
    "courtesy": (
        "idic.doors.cli.calculations.courtesy",
        "Draft answers: phrases better not sent, and what is missing.",
    ),
    "linkage": (
        "idic.doors.cli.calculations.linkage",
        "Records of the same person or organisation, in one file or several.",
    ),
}


class MethodGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_METHODS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _METHODS:
            return None
        command = importlib.import_module(_METHODS[name][0]).command
        if not isinstance(command, click.Command):
            raise TypeError(f"{_METHODS[name][0]}.command is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Methods"):
            formatter.write_dl([(name, summary) for name, (_, summary) in _METHODS.items()])


@click.group(
    cls=MethodGroup,
    epilog="\b\nExamples:\n  idic calc rfm purchases.csv.gz\n  idic calc clv purchases.parquet --json\n"
    "  idic calc tiers purchases.xlsx --margin 0.3 --out tiers.xlsx",
)
def command() -> None:
    """Run a published method on your own purchases: no database, nothing is kept.

    FILE is CSV (also .gz, .zst), Excel, Parquet or JSON lines. Columns are guessed from their names in English, Thai
    and Chinese; options name them where the guess is wrong. docs/methods/ explains each method.
    """
