from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.differentiate.models import CustomerScore
from idic.domain.differentiate.profiling import why_unprofiled
from idic.domain.differentiate.queries.memberships import segments_among
from idic.domain.differentiate.queries.scores import purchase_model_of, score_of, with_score
from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.models import Customer
from idic.domain.identify.queries.customers import contact_points_of, customer_to_show
from idic.domain.identify.queries.records import records_shown
from idic.domain.interact.queries.follow_ups import follow_ups_of_customer
from idic.domain.sales.queries.customer_purchases import purchase_history
from idic.doors.web.customers.badges import group_badge, tense_badge, tier_badge
from idic.doors.web.customers.belonging import records_panel, segments_panel
from idic.doors.web.customers.contacts import contacts_panel
from idic.doors.web.customers.facts import facts_panel
from idic.doors.web.customers.figures import figures, value_panel
from idic.doors.web.customers.follow_ups import follow_ups_panel
from idic.doors.web.customers.purchases import purchases_panel
from idic.doors.web.customers.wording import keeper_of
from idic.doors.web.records.field_text import fields_text
from idic.doors.web.records.head_text import tabs_text
from idic.doors.web.records.strip import marks_of, strip_of, tab_text
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.composed import composed_page, mark
from idic.doors.web.shell.parts.signs import avatar
from idic.doors.web.shell.stencil import Around, Stencil, around
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.desk.subjects import Subject
from idic.foundation.nouns.registry import noun_of

_actions = Stencil(
    "customers/actions.html", decided=("may_change", "may_merge", "may_follow_up", "is_restricted"), ids=("pk",)
)
_badges = Stencil("customers/badges.html", decided=("kind", "is_organisation", "badges", "record_count"), most=1024)
_overview = Stencil(
    "customers/overview.html", decided=("is_merged", "sees_campaigns"), ids=("pk",),
    texts=(
        "figures", "contacts", "value", "purchases", "details", "facts", "follow_ups", "segments", "records",
    ),
)  # fmt: skip
_WRITTEN = ("name", "keeper", "avatar", "actions", "badges", "marks", "tabs", "body")


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    user = request.user
    sees_value = may(user, "value.see")
    customer = customer_to_show(user, pk, with_score if sees_value else None)
    if customer.pk != pk:
        return redirect("customers:detail", pk=customer.pk)
    subject = Subject(noun_of("customer"), customer)
    strip = strip_of(request, subject)
    score = score_of(customer) if sees_value else None
    look, csrf = around(), get_token(request)
    is_restricted = bool(getattr(customer, "is_restricted", False))
    may_change = may(user, "customer.change") and not is_restricted
    body = _overview_text(request, look, subject, score, may_change) if strip.is_overview else tab_text(request, strip)
    written: dict[str, str] = {
        "name": customer.name, "keeper": keeper_of(customer), "avatar": avatar(customer.name, "lg"),
        "actions": _actions_text(look, user, customer.pk, is_restricted=is_restricted),
        "badges": _badges_text(look, customer, score),
        "marks": SafeString(marks_of(request, subject, csrf=csrf)),
        "tabs": SafeString(tabs_text(subject.code, strip.path, strip.looks, in_panel=False)), "body": body,
        "csrf": csrf,
    }  # fmt: skip
    return composed_page(
        request, "customers/detail.html",
        lambda: {
            **{name: mark(name) for name in _WRITTEN}, "crumbs": [(_("Customers"), reverse("customers:list"))],
            "is_restricted": is_restricted,
        },
        key=is_restricted, written=written, path="customers:detail",
    )  # fmt: skip


def _overview_text(
    request: SignedInRequest, look: Around, subject: Subject, score: CustomerScore | None, may_change: bool
) -> SafeString:  # fmt: skip
    user, customer = request.user, subject.record
    pk, records, sees_value = customer.pk, records_shown(customer), may(user, "value.see")
    why_none = why_unprofiled(pk, timezone.now()) if sees_value and score is None else ""
    segments = purchases = follow_ups = SafeString("")
    if score is not None and score.segment_ids and may(user, "segment.see"):
        segments = segments_panel(look, pk, segments_among(score.segment_ids))
    if may(user, "purchase.see"):
        currency = settings.CONFIGURATION.currency
        purchases = purchases_panel(look, *purchase_history(pk, currency=currency))
    if may(user, "follow_up.see"):
        found, may_follow_up = follow_ups_of_customer(user, pk, limit=6), may(user, "follow_up.create")
        follow_ups = follow_ups_panel(look, pk, found, today=timezone.localdate(), may_follow_up=may_follow_up)
    return _overview(
        look, (customer.record_count > 1, may(user, "campaign.see")), pk,
        "" if score is None else figures(look, score, purchase_model_of(customer)),
        contacts_panel(request, look, pk, contact_points_of(customer, records), may_change=may_change),
        value_panel(look, score, purchase_model_of(customer), why_none) if sees_value else "", purchases,
        fields_text(request, look, subject),
        facts_panel(look, customer, records, user), follow_ups, segments, records_panel(look, pk, records),
    )  # fmt: skip


def _actions_text(look: Around, user: User, pk: int, *, is_restricted: bool) -> str:
    may_change = may(user, "customer.change")
    may_merge = may_change and may(user, "customer.merge")
    decided = (may_change, may_merge, may(user, "follow_up.create"), is_restricted)
    return SafeString(_actions(look, decided, pk).strip())


def _badges_text(look: Around, customer: Customer, score: CustomerScore | None) -> str:
    """What is known of the scores stands here whichever tab is open below."""
    badges = () if score is None else (tense_badge(score), tier_badge(score), group_badge(score))
    shown = tuple(one for one in badges if one)
    is_organisation = customer.kind == CustomerKind.ORGANISATION
    return _badges(look, (str(CustomerKind(customer.kind).label), is_organisation, shown, customer.record_count))
