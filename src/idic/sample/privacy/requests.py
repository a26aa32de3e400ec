"""Four people ask about their own data, each request as far as it comes in a week."""

from __future__ import annotations

from datetime import date, timedelta

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.enums import RequestKind, RequestWay
from idic.domain.identify.privacy.models import PrivacyRequest
from idic.domain.identify.privacy.operations.erasures import propose_erasure
from idic.domain.identify.privacy.operations.packages import start_package
from idic.domain.identify.privacy.operations.requests import (
    answer_request,
    ask_for_proof,
    check_identity,
    receive_request,
    scope_request,
)
from idic.foundation.accounts.models import User
from idic.foundation.jobs.operations.run import perform_job
from idic.sample.desk.cast import persons


def make_requests(by: User, *, today: date) -> None:
    _access(persons("th")[30], by, today)
    _erasure(persons("en")[30], by, today)
    receive_request(
        persons("zh-hant")[12], kind=RequestKind.OBJECTION, way=RequestWay.PHONE, received_on=today - timedelta(days=2),
        language="zh-hant", asked="請不要再寄廣告給我。", by=by,
    )  # fmt: skip
    corrected = receive_request(
        persons("zh-hans")[12], kind=RequestKind.RECTIFICATION, way=RequestWay.LETTER, language="zh-hans",
        received_on=today - timedelta(days=1), asked="我的邮政编码写错了。", corrections={"postcode": "10110"}, by=by,
    )  # fmt: skip
    ask_for_proof(corrected, by=by)


def _access(customer: Customer, by: User, today: date) -> None:
    """Answered: the package lies ready, made here and now by the job that the worker would run."""
    request = receive_request(
        customer, kind=RequestKind.ACCESS, way=RequestWay.EMAIL, received_on=today - timedelta(days=12), language="th",
        asked="ขอสำเนาข้อมูลทั้งหมดที่ร้านเก็บไว้เกี่ยวกับฉัน", by=by,
    )  # fmt: skip
    check_identity(request, how="Called back on the number on file", by=by)
    scope_request(request, note="Everything", by=by)
    packed = start_package(request, by=by)
    assert packed.job is not None
    perform_job(packed.job.pk)
    answer_request(PrivacyRequest.objects.get(pk=request.pk), by=by)


def _erasure(customer: Customer, by: User, today: date) -> None:
    """Proposed, and waiting for the second person who must agree."""
    request = receive_request(
        customer, kind=RequestKind.ERASURE, way=RequestWay.FORM, received_on=today - timedelta(days=6), language="en",
        asked="I have moved away. Please delete my data.", by=by,
    )  # fmt: skip
    check_identity(request, how="Signed in to the web shop and confirmed by e-mail", by=by)
    scoped = scope_request(request, note="Everything; invoices as long as the law asks", by=by)
    propose_erasure(scoped, by=by)
