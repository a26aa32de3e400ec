from __future__ import annotations

from django.urls import path

from idic.doors.web.customers import views_edit, views_list, views_page, views_pairs, views_parts

app_name = "customers"

urlpatterns = [
    path("", views_list.customer_list, name="list"),
    path("new/", views_edit.create, name="create"),
    path("duplicates/", views_edit.duplicates, name="duplicates"),
    path("pairs/", views_pairs.pairs, name="pairs"),
    path("pairs/<int:pk>/dismissal/", views_pairs.dismiss, name="dismiss-pair"),
    path("<int:pk>/", views_page.detail, name="detail"),
    path("<int:pk>/edit/", views_edit.edit, name="edit"),
    path("<int:pk>/timeline/", views_parts.timeline, name="timeline"),
    path("<int:pk>/campaigns/", views_parts.campaigns, name="campaigns"),
    path("<int:pk>/records/<int:record_pk>/", views_parts.record, name="record"),
    path("<int:pk>/segments/<int:segment_pk>/", views_parts.membership, name="membership"),
]
