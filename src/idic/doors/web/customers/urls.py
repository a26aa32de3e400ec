from __future__ import annotations

from django.urls import path

from idic.doors.web.customers import (
    views_contacts,
    views_edit,
    views_likely,
    views_list,
    views_merge,
    views_merged,
    views_page,
    views_pairs,
    views_parts,
    views_provenance,
)

app_name = "customers"

urlpatterns = [
    path("", views_list.customer_list, name="list"),
    path("new/", views_edit.create, name="create"),
    path("duplicates/", views_edit.duplicates, name="duplicates"),
    path("merge/", views_merge.merge, name="merge"),
    path("pairs/", views_pairs.pairs, name="pairs"),
    path("pairs/<int:pk>/dismissal/", views_pairs.dismiss, name="dismiss-pair"),
    path("<int:pk>/", views_page.detail, name="detail"),
    path("<int:pk>/edit/", views_edit.edit, name="edit"),
    path("<int:pk>/contacts/", views_contacts.add, name="add-contact"),
    path("<int:pk>/contacts/<int:record_pk>/removal/", views_contacts.remove, name="remove-contact"),
    path("<int:pk>/likely/", views_likely.likely, name="likely"),
    path("<int:pk>/timeline/", views_parts.timeline, name="timeline"),
    path("<int:pk>/campaigns/", views_parts.campaigns, name="campaigns"),
    path("<int:pk>/merge/", views_merge.merge_with, name="merge-with"),
    path("<int:pk>/merges/", views_merged.merges, name="merges"),
    path("<int:pk>/merges/<int:merge_pk>/undoing/", views_merged.undo, name="undo-merge"),
    path("<int:pk>/provenance/<str:field>/", views_provenance.provenance, name="provenance"),
    path("<int:pk>/provenance/<str:field>/choice/", views_provenance.choose, name="choose-value"),
    path("<int:pk>/provenance/<str:field>/verification/", views_provenance.verify, name="verify-value"),
    path("<int:pk>/records/<int:record_pk>/", views_parts.record, name="record"),
    path("<int:pk>/records/<int:record_pk>/splitting/", views_merged.split, name="split-record"),
    path("<int:pk>/segments/<int:segment_pk>/", views_parts.membership, name="membership"),
]
