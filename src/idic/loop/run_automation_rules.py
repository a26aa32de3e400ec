"""The rules that people wrote: each event is held against those that wait for it."""

from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on
from idic.loop.automation.operations.run import run_rules
from idic.loop.automation.queries.rules import awaited_verbs
from idic.loop.automation.triggers import TRIGGERS


@on(*TRIGGERS, name="automation_rules", awaited=awaited_verbs, alone=True)
def run_automation_rules(event: Event) -> None:
    run_rules(event)
