from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from idic.doors.web.records.tabs import Tab, register_tab
from idic.doors.web.telephony import views_acts, views_back, views_figures, views_list, views_log, views_pop

register_tab(
    Tab(
        "calls", _("Calls"), icon="phone", order=23, nouns=frozenset({"customer"}), url_name="calls:of_customer",
        url_args=lambda subject: (subject.pk,), permission="case.see",
    )
)  # fmt: skip

app_name = "calls"
urlpatterns = [
    path("", views_list.calls, name="list"),
    path("pop/", views_pop.pop, name="pop"),
    path("dial/", views_pop.dial, name="dial"),
    path("figures/", views_figures.figures, name="figures"),
    path("back/", views_back.queue, name="back"),
    path("back/new/", views_back.ask, name="ask"),
    path("back/<int:pk>/case/", views_back.to_case, name="to-case"),
    path("back/<int:pk>/<slug:act>/", views_back.act, name="act"),
    path("of/<int:pk>/", views_log.of_customer, name="of_customer"),
    path("<int:pk>/", views_log.detail, name="detail"),
    path("<int:pk>/case/", views_acts.open_case, name="case"),
    path("<int:pk>/customer/", views_acts.link, name="link"),
    path("<int:pk>/note/", views_acts.note, name="note"),
]
