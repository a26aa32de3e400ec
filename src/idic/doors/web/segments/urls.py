from __future__ import annotations

from django.urls import path

from idic.doors.web.segments import views, views_edit

app_name = "segments"

urlpatterns = [
    path("segments/", views.segment_list, name="list"),
    path("segments/new/", views_edit.create, name="create"),
    path("segments/count/", views_edit.count, name="count"),
    path("segments/<int:pk>/", views.detail, name="detail"),
    path("segments/<int:pk>/quality/", views.quality, name="quality"),
    path("segments/<int:pk>/edit/", views_edit.edit, name="edit"),
    path("segments/<int:pk>/archive/", views_edit.archive, name="archive"),
]
