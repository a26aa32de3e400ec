from idic.domain.customize.loyalty.operations.earning import earn_all
from idic.domain.customize.loyalty.operations.expiring import expire_all
from idic.domain.customize.loyalty.rules import MANAGES
from idic.foundation.jobs.daily import daily
from idic.foundation.jobs.kinds import job_kind
from idic.foundation.jobs.progress import Progress


@daily("idic.expire_points", hour=0, minute=10, queue="events")
def expire_points() -> None:
    expire_all()


@daily("idic.earn_points", hour=4, minute=50, queue="events")
def earn_points() -> None:
    earn_all()


@job_kind("loyalty.count", permission=MANAGES)
def count_points(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    progress.report("points", 0, 0)
    return {"points": earn_all()}
