from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from idic.doors.web.records.tabs import Tab, register_tab
from idic.doors.web.risk import views, views_customer, views_lists, views_run, views_signals

app_name = "risk"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("new/", views_run.new, name="new"),
    path("<int:pk>/", views_run.run, name="run"),
    path("<int:pk>/question/", views_run.change, name="change"),
    path("<int:pk>/training/", views_run.train, name="train"),
    path("lists/", views_lists.lists, name="lists"),
    path("lists/new/", views_lists.make, name="make"),
    path("lists/<int:pk>/", views_lists.detail, name="list"),
    path("signals/", views_signals.signals, name="signals"),
    path("customers/<int:pk>/", views_customer.panel, name="customer"),
    path("customers/<int:pk>/what-if/", views_customer.what_if, name="what_if"),
]

register_tab(
    Tab(
        "risk", _("Risk and needs"), icon="flask", order=30, nouns=frozenset({"customer"}), permission="value.see",
        url_name="risk:customer", url_args=lambda subject: (subject.pk,),
    )
)  # fmt: skip
