from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from idic.doors.web.cases import (
    views_acts,
    views_detail,
    views_draft,
    views_files,
    views_html,
    views_join,
    views_kept,
    views_list,
    views_new,
    views_own,
    views_product,
    views_record,
    views_resend,
    views_whose,
)
from idic.doors.web.cases.beside import said_last
from idic.doors.web.records.pages import register_first
from idic.doors.web.records.tabs import Tab, open_at_overview, register_tab

register_first("case", said_last)
open_at_overview("case")
register_tab(
    Tab(
        "cases", _("Cases"), icon="inbox", order=22, nouns=frozenset({"customer"}), url_name="cases:of_customer",
        url_args=lambda subject: (subject.pk,), permission="case.see",
    )
)  # fmt: skip

app_name = "cases"

urlpatterns = [
    path("", views_list.cases, name="list"),
    path("live/", views_list.live, name="live"),
    path("own/", views_own.own, name="own"),
    path("next/", views_detail.next_one, name="next"),
    path("new/", views_new.create, name="create"),
    path("new/customers/", views_new.customers, name="customers"),
    path("new/products/", views_product.products, name="products"),
    path("of/<int:pk>/", views_record.of_customer, name="of_customer"),
    path("topics/", views_kept.topics, name="topics"),
    path("replies/", views_kept.replies, name="replies"),
    path("macros/", views_kept.macros, name="macros"),
    path("rules/", views_kept.rules, name="rules"),
    path("rules/<int:pk>/order/", views_kept.order, name="rule-order"),
    path("<slug:kind>/<int:pk>/archiving/", views_kept.archive, name="archive"),
    path("<int:pk>/", views_detail.detail, name="detail"),
    path("<int:pk>/reply/", views_detail.reply, name="reply"),
    path("<int:pk>/beat/", views_detail.beat, name="beat"),
    path("<int:pk>/draft/", views_detail.draft, name="draft"),
    path("<int:pk>/drafts/<int:draft_id>/", views_detail.take_draft, name="take-draft"),
    path("<int:pk>/draft/files/", views_draft.attach, name="attach"),
    path("<int:pk>/draft/files/<int:file_id>/", views_draft.file, name="draft-file"),
    path("<int:pk>/draft/files/<int:file_id>/removal/", views_draft.detach, name="detach"),
    path("<int:pk>/replies/", views_detail.replies, name="offered-replies"),
    path("<int:pk>/files/<int:file_id>/", views_files.file, name="file"),
    path("<int:pk>/files/<int:file_id>/picture/", views_files.picture, name="picture"),
    path("<int:pk>/formatted/<int:message_id>/", views_html.formatted, name="formatted"),
    path("<int:pk>/sent/<int:message_id>/", views_resend.resend, name="resend"),
    path("<int:pk>/people/", views_detail.people, name="people"),
    path("<int:pk>/macros/", views_detail.macros, name="offered-macros"),
    path("<int:pk>/find/", views_join.find, name="find"),
    path("<int:pk>/merge/", views_join.merge, name="merge"),
    path("<int:pk>/parent/", views_join.link, name="link"),
    path("<int:pk>/split/<int:message_id>/", views_join.split, name="split"),
    path("<int:pk>/whose/", views_whose.beside, name="whose"),
    path("<int:pk>/customer/", views_whose.customer, name="customer"),
    path("<int:pk>/product/", views_product.product, name="product"),
    path("<int:pk>/deletion/", views_acts.delete, name="delete"),
    path("<int:pk>/<slug:act>/", views_acts.act, name="act"),
]
