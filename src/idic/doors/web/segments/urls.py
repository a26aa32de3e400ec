from __future__ import annotations

from django.urls import path

from idic.doors.web.segments import views, views_compare, views_edit, views_lists, views_parts

app_name = "segments"

urlpatterns = [
    path("", views.segment_list, name="list"),
    path("new/", views_edit.create, name="create"),
    path("count/", views_edit.count, name="count"),
    path("compare/", views_compare.compare, name="compare"),
    path("lists/new/", views_lists.create_list, name="create-list"),
    path("choices/", views_edit.choices, name="choices"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/quality/", views_parts.quality, name="quality"),
    path("<int:pk>/history/", views_parts.history, name="history"),
    path("<int:pk>/edit/", views_edit.edit, name="edit"),
    path("<int:pk>/archive/", views_edit.archive, name="archive"),
]
