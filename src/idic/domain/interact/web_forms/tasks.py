from procrastinate.contrib.django import app

from idic.domain.interact.web_forms.operations.forgetting import forget_put_aside


@app.periodic(cron="41 2 * * *")
@app.task(name="idic.forget_web_forms", queue="work", queueing_lock="forget_web_forms")
def forget_web_forms(timestamp: int) -> None:
    forget_put_aside()
