from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from idic.domain.work.queries.tasks import tasks_of_customer, tasks_of_subject
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.work.wording import rows_of
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import may
from idic.foundation.nouns.errors import NounUnknown
from idic.foundation.nouns.registry import access_record


@require_GET
def of_record(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    """The panel of a record's page: what is to be done for it, and what was."""
    user = request.user
    try:
        record = access_record(user, noun, pk)
    except NounUnknown:
        raise NotVisible from None
    is_customer = noun == "customer"
    found = tasks_of_customer(user, record.pk) if is_customer else tasks_of_subject(user, noun, record.pk)
    query = {"customer": record.pk} if is_customer else {"noun": noun, "pk": record.pk}
    return render(
        request,
        "work/_of_record.html",
        {
            "rows": rows_of(found, may_change=may(user, "task.change")),
            "may_create": may(user, "task.create"),
            "create_url": f"{reverse('tasks:create')}?{urlencode(query)}",
        },
    )
