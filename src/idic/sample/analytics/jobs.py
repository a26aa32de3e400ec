"""What only people decide, done by the sample's manager when the models are there: a look at each, a name, an approval."""

from __future__ import annotations

from datetime import timedelta
from time import sleep
from typing import Final

from django.utils import timezone

from idic.domain.differentiate.models import TrainedModel
from idic.domain.differentiate.operations.refresh import start_refresh
from idic.domain.differentiate.registry.enums import ModelState, Purpose
from idic.domain.differentiate.registry.errors import QuestionRefused
from idic.domain.differentiate.registry.operations.models import approve_model, name_clusters
from idic.domain.differentiate.registry.queries.models import model_in_use
from idic.domain.differentiate.risk.operations.lists import make_risk_list
from idic.domain.differentiate.risk.queries.ranking import Terms
from idic.domain.differentiate.risk.question import read_question
from idic.domain.interact.enums import FollowUpMethod
from idic.foundation.accounts.models import User
from idic.foundation.attributes.models.definition import in_language
from idic.foundation.calendars.working_days import next_working_day
from idic.foundation.jobs.enums import JobState
from idic.foundation.jobs.operations.jobs import start_job
from idic.foundation.jobs.progress import Progress
from idic.sample.analytics.clusters import names_of
from idic.sample.analytics.people import sample_manager

_NOTES: Final[dict[str, dict[str, str]]] = {
    Purpose.CHURN: {
        "en": "Judged on weeks that it had not seen, it sorts much better than our rule of thumb.",
        "th": "ทดสอบกับสัปดาห์ที่แบบจำลองไม่เคยเห็น จัดลำดับได้ดีกว่ากฎที่เราเคยใช้มาก",
        "zh-hans": "用模型从未见过的几周检验，排序明显好于我们原来的经验规则。",
        "zh-hant": "以模型從未見過的幾週檢驗，排序明顯優於我們原本的經驗法則。",
    },
    Purpose.NEEDS: {
        "en": "The clusters come out alike each time, and the branches recognise their customers in them.",
        "th": "ได้กลุ่มเดิมทุกครั้ง และสาขาต่าง ๆ เห็นลูกค้าของตนในกลุ่มเหล่านี้",
        "zh-hans": "每次得到的群组都一致，各分店也能在其中认出自己的客户。",
        "zh-hant": "每次得到的群組都一致，各分店也能在其中認出自己的顧客。",
    },
}
#: With several workers another one may still train.
_PATIENCE: Final = timedelta(minutes=10)
_PAUSE: Final = 2.0
_LISTED: Final = 20


def approve_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    """Only what may be offered is approved; then all scores are reckoned with it, and whoever may leave is listed."""
    manager = sample_manager()
    if manager is None:
        return {"approved": 0}
    _wait_for_training(progress, manager)
    approved = 0
    ready = TrainedModel.objects.filter(
        trained_by=manager, state=ModelState.TRAINED, is_offered=True, purpose__in=_NOTES
    )
    for model in ready.order_by("pk"):
        if model.purpose == Purpose.NEEDS:
            name_clusters(model, names_of(model.figures), by=manager)
        approve_model(model, note=in_language(_NOTES[Purpose(model.purpose)]), by=manager)
        approved += 1
    if approved:
        start_refresh(by=manager)
        start_job("sample.list", {}, by=manager)
    return {"approved": approved}


def list_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    manager, model = sample_manager(), model_in_use(Purpose.CHURN)
    if manager is None or model is None:
        return {}
    question = read_question(model.definition)
    try:
        made = make_risk_list(
            model, Terms(question.contact_cost, question.save_rate, otherwise=question.worth), size=_LISTED, owner=manager,
            due_on=next_working_day(timezone.localdate()), method=FollowUpMethod.TELEPHONE, by=manager,
        )  # fmt: skip
    except QuestionRefused:  # nobody is worth a contact
        return {}
    return {"list": made.pk}


def _wait_for_training(progress: Progress, manager: User) -> None:
    until = timezone.now() + _PATIENCE
    drafts = TrainedModel.objects.filter(
        trained_by=manager, state=ModelState.DRAFT, job__state__in=(JobState.QUEUED, JobState.RUNNING)
    )
    while drafts.exists() and timezone.now() < until:
        progress.report("sample_wait", 0, 0)
        sleep(_PAUSE)
