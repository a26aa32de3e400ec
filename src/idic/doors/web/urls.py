"""Every page area, in one list. An area has its own folder and its own urls."""

from __future__ import annotations

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path

from idic.doors.web.palette import views as palette
from idic.doors.web.shell.favicon import favicon

urlpatterns: list[URLPattern | URLResolver] = [
    # asked most: with every letter that somebody types, and all day long
    path("search/", palette.search, name="search"),
    path("customers/", include("idic.doors.web.customers.urls")),
    path("sign-in/", include("idic.doors.web.sign_in.urls")),
    path("sign-out/", allauth_views.LogoutView.as_view(template_name="shell/sign_out.html"), name="account_logout"),
    path("account/", include("idic.doors.web.account.urls")),
    path("alerts/", include("idic.doors.web.alerts.urls")),
    path("attributes/", include("idic.doors.web.attributes.urls")),
    path("audit/", include("idic.doors.web.audit.urls")),
    path("automation/", include("idic.doors.web.automation.urls")),
    path("behaviour/", include("idic.doors.web.behaviour.urls")),
    path("breaches/", include("idic.doors.web.privacy.breaches.urls")),
    path("calendars/", include("idic.doors.web.calendars.urls")),
    path("settings/mailboxes/", include("idic.doors.web.mailboxes.urls")),
    path("catalogue/", include("idic.doors.web.catalogue.urls")),
    path("cases/", include("idic.doors.web.cases.urls")),
    path("complaints/", include("idic.doors.web.complaints.urls")),
    path("campaigns/", include("idic.doors.web.campaigns.urls")),
    path("charter/", include("idic.doors.web.standards.public_urls")),
    path("choices/", include("idic.doors.web.privacy.public.urls")),
    path("consents/", include("idic.doors.web.privacy.consents.urls")),
    path("executive/", include("idic.doors.web.executive.urls")),
    path("experience/", include("idic.doors.web.experience.urls")),
    path("dashboards/", include("idic.doors.web.dashboards.urls")),
    path("follow-ups/", include("idic.doors.web.followups.urls")),
    path("", include("idic.doors.web.home.urls")),
    path("imports/", include("idic.doors.web.imports.urls")),
    path("jobs/", include("idic.doors.web.jobs.urls")),
    path("letters/", include("idic.doors.web.letters.urls")),
    path("notices/", include("idic.doors.web.privacy.notices.urls")),
    path("notifications/", include("idic.doors.web.notifications.urls")),
    path("life/", include("idic.doors.web.life.urls")),
    path("map/", include("idic.doors.web.places.urls")),
    path("market/", include("idic.doors.web.market.urls")),
    path("lists/", include("idic.doors.web.lists.urls")),
    path("matching/", include("idic.doors.web.matching.urls")),
    path("models/", include("idic.doors.web.models.urls")),
    path("needs/", include("idic.doors.web.needs.urls")),
    path("palette/", include("idic.doors.web.palette.urls")),
    path("purchases/", include("idic.doors.web.purchases.urls")),
    path("privacy-requests/", include("idic.doors.web.privacy.requests.urls")),
    path("purposes/", include("idic.doors.web.privacy.purposes.urls")),
    path("questions/", include("idic.doors.web.questions.urls")),
    path("records/", include("idic.doors.web.records.urls")),
    path("refreshes/", include("idic.doors.web.refresh.urls")),
    path("registers/", include("idic.doors.web.privacy.registers.urls")),
    path("relations/", include("idic.doors.web.relations.urls")),
    path("reports/", include("idic.doors.web.reports.urls")),
    path("retention/", include("idic.doors.web.privacy.retention.urls")),
    path("reveal/", include("idic.doors.web.reveal.urls")),
    path("risk/", include("idic.doors.web.risk.urls")),
    path("sample/", include("idic.doors.web.sample.urls")),
    path("segments/", include("idic.doors.web.segments.urls")),
    path("sql/", include("idic.doors.web.sql.urls")),
    path("standards/", include("idic.doors.web.standards.urls")),
    path("survivorship/", include("idic.doors.web.survivorship.urls")),
    path("undo/", include("idic.doors.web.undo.urls")),
    path("users/", include("idic.doors.web.users.urls")),
    path("value/", include("idic.doors.web.value.urls")),
    path("warehouse/", include("idic.doors.web.warehouse.urls")),
    path("", include("idic.doors.web.work.urls")),
    path("", include("idic.doors.web.health.urls")),
    path("", include("idic.doors.web.shell.urls")),
    # Browsers ask for it by themselves, also where no page of ours names an icon.
    path("favicon.ico", login_not_required(favicon), name="favicon"),
]
