from idic.domain.interact.knowledge.operations.forgetting import forget_old_gaps as forget_old_gaps_now
from idic.domain.interact.knowledge.operations.forgetting import forget_old_voters
from idic.foundation.jobs.daily import daily


@daily("idic.forget_old_gaps", hour=5, minute=41, queue="events")
def forget_old_gaps() -> None:
    forget_old_gaps_now()
    forget_old_voters()
