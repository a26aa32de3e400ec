from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from idic.doors.web.privacy.requests import (
    views_clocks,
    views_customer,
    views_detail,
    views_erasure,
    views_list,
    views_new,
    views_package,
)
from idic.doors.web.records.tabs import Tab, register_tab

register_tab(
    Tab(
        "data-requests", _("Data requests"), icon="user-question", order=60, nouns=frozenset({"customer"}),
        url_name="privacy_requests:of_customer", url_args=lambda subject: (subject.pk,), permission="privacy.see",
    )
)  # fmt: skip

app_name = "privacy_requests"

urlpatterns = [
    path("", views_list.overview, name="overview"),
    path("list/", views_list.requests, name="list"),
    path("new/", views_new.create, name="create"),
    path("copy/<str:secret>/", views_package.fetch, name="fetch"),
    path("erasures/<int:pk>/certificate/", views_erasure.certificate, name="certificate"),
    path("clocks/", views_clocks.clocks, name="clocks"),
    path("clocks/<int:pk>/", views_clocks.clock, name="clock"),
    path("customers/<int:pk>/", views_customer.of_customer, name="of_customer"),
    path("<int:pk>/", views_detail.detail, name="detail"),
    path("<int:pk>/steps/<slug:act>/", views_detail.step, name="step"),
    path("<int:pk>/link/", views_package.link, name="link"),
    path("<int:pk>/erasure/", views_erasure.plan, name="erasure"),
    path("<int:pk>/erasure/agreement/", views_erasure.confirm, name="confirm"),
    path("<int:pk>/erasure/withdrawal/", views_erasure.withdraw, name="withdraw"),
]
