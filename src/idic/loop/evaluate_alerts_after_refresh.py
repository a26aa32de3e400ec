"""After a refresh every alert looks at its figure again."""

from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on
from idic.foundation.jobs.operations.jobs import start_job_once
from idic.warehouse.alerts.tasks import KIND
from idic.warehouse.models import Alert


@on("refresh.finished", name="evaluate_alerts_after_refresh")
def evaluate_alerts_after_refresh(event: Event) -> None:
    if Alert.objects.filter(archived_at__isnull=True).exists():
        start_job_once(KIND, {}, by=None)
