from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.queries.provinces import provinces_in_use
from idic.doors.web.customers.badges import GROUP_TONES, TENSE_TONES, TIER_TONES
from idic.doors.web.lists.page import ListPage, QuickFilter
from idic.doors.web.lists.views_list import list_view
from idic.foundation.accounts.models import User
from idic.foundation.languages.provinces import shown_province
from idic.foundation.nouns.fields import Choice
from idic.foundation.views.looks import quick_lookup


def _provinces(user: User) -> Sequence[Choice]:
    return sorted(((name, shown_province(name)) for name in provinces_in_use()), key=lambda one: one[1])


def _segment(value: str) -> Q:
    return Q(score__segment_ids__contains=[int(value)]) if value.isdecimal() else Q(pk__in=[])


customer_list = list_view(
    ListPage(
        noun="customer",
        list_url="customers:list",
        detail_url="customers:detail",
        subtitle=_("Everybody you know, each of them once, however many systems speak of them."),
        station="identify",
        search_hint=_("Name, phone, e-mail or number"),
        columns=("name", "phone", "rfm_group", "tier", "last_purchase", "lifetime_value"),
        quick_filters=(
            QuickFilter("kind", anything=_("Every kind")),
            QuickFilter("province", anything=_("Every province"), choices=_provinces),
            QuickFilter("segment", anything=_("Every segment")),
            QuickFilter("group", "rfm_group", anything=_("Every RFM group")),
            QuickFilter("tier", anything=_("Every tier")),
            QuickFilter("tense", anything=_("Every tense")),
        ),
        tones={"rfm_group": GROUP_TONES, "tier": TIER_TONES, "tense": TENSE_TONES},
        sorts={"value": "lifetime_value", "spend": "monetary"},
        create_url="customers:create",
        create_label=_("New customer"),
        empty="customers/none.html",
        has_avatar=True,
        is_plain=True,
    )
)

# What links from charts and figures ask for most, said as the indexes know it.
quick_lookup("customer", "kind", lambda value: Q(kind=value))
quick_lookup("customer", "province", lambda value: Q(province=value))
quick_lookup("customer", "segment", _segment)
quick_lookup("customer", "rfm_group", lambda value: Q(score__rfm_group=value))
quick_lookup("customer", "tier", lambda value: Q(score__tier=value))
quick_lookup("customer", "tense", lambda value: Q(score__tense=value))
