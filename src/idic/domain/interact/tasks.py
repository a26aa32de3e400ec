from idic.domain.interact.unclaimed import drop_unclaimed
from idic.foundation.jobs.daily import daily


@daily("idic.drop_unclaimed_files", hour=5, minute=11, queue="work")
def drop_unclaimed_files() -> None:
    drop_unclaimed()
