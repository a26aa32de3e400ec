from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.doors.web.lists.page import ListPage, QuickFilter
from idic.doors.web.lists.views_list import list_view
from idic.doors.web.privacy.consents.wording import KIND_TONES

PAGE = ListPage(
    noun="consent",
    list_url="consents:list",
    detail_url="consents:detail",
    subtitle=_("Every word of a customer about the use of their data, with its proof. Nothing here is ever changed."),
    search_hint=_("Customer"),
    columns=("customer", "purpose", "channel", "kind", "at", "method"),
    quick_filters=(QuickFilter("purpose"), QuickFilter("channel"), QuickFilter("kind"), QuickFilter("method")),
    tones={"kind": KIND_TONES},
    header="privacy/consents/_list_links.html",
    empty="privacy/consents/_none.html",
)

consents = list_view(PAGE)
