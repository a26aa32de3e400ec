from idic.domain.interact.complaints.operations.watching import tell_what_is_due
from idic.foundation.jobs.daily import daily


# before the day's work begins
@daily("idic.tell_complaints_due", hour=7, minute=0, queue="events")
def tell_complaints_due() -> None:
    tell_what_is_due()
