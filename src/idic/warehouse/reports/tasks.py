from procrastinate.contrib.django import app

from idic.warehouse.reports.sending import queue_due_reports, send_waiting


@app.periodic(cron="* * * * *")
@app.task(name="idic.send_due_reports", queue="reports", queueing_lock="send_due_reports")
def send_due_reports(timestamp: int) -> None:
    queue_due_reports()
    send_waiting()


@app.task(name="idic.send_waiting_reports", queue="reports")
def send_waiting_reports(*, report_id: int) -> None:
    send_waiting(report_id=report_id)
