from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from idic.domain.work.queries.people import colleagues
from idic.doors.web.lists.page import ListPage, QuickFilter
from idic.doors.web.lists.views_list import list_view
from idic.doors.web.work.wording import PRIORITY_TONES, STATE_TONES
from idic.foundation.accounts.models import User


def _owners(user: User) -> Sequence[tuple[str, str]]:
    """The reader first: one's own tasks are what one looks for."""
    others = [(str(pk), name) for pk, name in colleagues().exclude(pk=user.pk).values_list("pk", "display_name")[:200]]
    return [(str(user.pk), user.display_name), *others]


PAGE = ListPage(
    noun="task",
    list_url="tasks:list",
    detail_url="tasks:detail",
    subtitle=_("What is to be done, by whom and by when."),
    search_hint=_("What is to be done"),
    columns=("title", "kind", "state", "priority", "due", "owner", "customer"),
    quick_filters=(QuickFilter("state"), QuickFilter("kind"), QuickFilter("owner", choices=_owners)),
    tones={"state": STATE_TONES, "priority": PRIORITY_TONES},
    create_url="tasks:create",
    create_label=_("New task"),
)

tasks = list_view(PAGE)
