from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from idic.domain.identify.enums import ImportState
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.queries.imports import access_imports
from idic.doors.web.imports.wording import STATE_TONES
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page


@dataclass(frozen=True)
class Row:
    batch: ImportBatch
    tone: Tone

    @property
    def is_done(self) -> bool:
        return self.batch.state == ImportState.DONE


@require_GET
def import_list(request: SignedInRequest) -> HttpResponse:
    batches = access_imports(request.user)
    page = keyset_page(
        batches, Order("pk", descending=True), cursor=request.GET.get("after") or request.GET.get("before")
    )
    return render(
        request,
        "imports/list.html",
        {
            "rows": [Row(batch, STATE_TONES[batch.state]) for batch in page.rows],
            "page": page,
            "count": bounded_count(batches).value,
        },
    )
