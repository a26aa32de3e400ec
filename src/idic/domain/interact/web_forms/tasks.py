from idic.domain.interact.web_forms.operations.forgetting import forget_put_aside
from idic.foundation.jobs.daily import daily


@daily("idic.forget_web_forms", hour=4, minute=41, queue="work")
def forget_web_forms() -> None:
    forget_put_aside()
