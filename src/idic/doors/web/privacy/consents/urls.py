from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from idic.doors.web.privacy.consents import views_coverage, views_list, views_quiet, views_record, views_shown
from idic.doors.web.records.tabs import Tab, register_tab

app_name = "consents"

urlpatterns = [
    path("", views_list.consents, name="list"),
    path("coverage/", views_coverage.coverage, name="coverage"),
    path("quiet/", views_quiet.quiet, name="quiet"),
    path("<int:pk>/", views_shown.detail, name="detail"),
    path("of/<int:pk>/", views_shown.of_customer, name="of-customer"),
    path("of/<int:pk>/new/", views_record.record, name="record"),
    path("of/<int:pk>/confirmation/", views_record.ask, name="ask"),
    path("of/<int:pk>/under-age/", views_record.under_age, name="under-age"),
]

register_tab(
    Tab(
        "consents", _("Consents"), icon="user-check", order=60, nouns=frozenset({"customer"}),
        url_name="consents:of-customer", url_args=lambda subject: (subject.pk,), permission="consent.see",
    )
)  # fmt: skip
