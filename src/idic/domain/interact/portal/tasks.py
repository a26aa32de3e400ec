from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from idic.domain.interact.portal.operations.links import send_link
from idic.domain.interact.portal.telling import send_notice


@app.task(name="idic.send_sign_in_link", queue="mail", retry=RetryStrategy(max_attempts=4, exponential_wait=10))
def send_sign_in_link(*, link_id: int) -> None:
    send_link(link_id)


@app.task(name="idic.send_answer_notice", queue="mail", retry=RetryStrategy(max_attempts=5, exponential_wait=30))
def send_answer_notice(*, notice_id: int) -> None:
    send_notice(notice_id)
