from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from idic.doors.web.loyalty import views_customer, views_detail, views_edit, views_list
from idic.doors.web.records.tabs import Tab, register_tab

register_tab(
    Tab(
        "points", _("Points"), icon="ticket", order=26, nouns=frozenset({"customer"}), url_name="loyalty:of_customer",
        url_args=lambda subject: (subject.pk,), permission="loyalty.see",
    )
)  # fmt: skip

app_name = "loyalty"
urlpatterns = [
    path("", views_list.programmes, name="list"),
    path("new/", views_edit.create, name="create"),
    path("of/<int:pk>/", views_customer.of_customer, name="of_customer"),
    path("of/<int:pk>/<int:programme_pk>/joining/", views_customer.joining, name="join"),
    path("of/<int:pk>/<int:programme_pk>/leaving/", views_customer.leaving, name="leave"),
    path("of/<int:pk>/<int:programme_pk>/redeeming/", views_customer.redeeming, name="redeem"),
    path("of/<int:pk>/<int:programme_pk>/adjusting/", views_customer.adjusting, name="adjust"),
    path("<int:pk>/", views_detail.detail, name="detail"),
    path("<int:pk>/edit/", views_edit.edit, name="edit"),
    path("<int:pk>/switch/", views_detail.switch, name="switch"),
    path("<int:pk>/archive/", views_detail.archive, name="archive"),
    path("<int:pk>/restore/", views_detail.restore, name="restore"),
    path("<int:pk>/counting/", views_detail.count, name="count"),
]
