from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.doors.web.records.tabs import Tab, register_tab


def register_customer_tabs() -> None:
    register_tab(
        Tab(
            "timeline", _("Timeline"), icon="timeline", order=10, nouns=frozenset({"customer"}),
            url_name="customers:timeline", url_args=lambda subject: (subject.pk,),
        )
    )  # fmt: skip
