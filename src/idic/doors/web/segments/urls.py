from __future__ import annotations

from django.urls import path

from idic.doors.web.segments import views, views_edit

app_name = "segments"

urlpatterns = [
    path("", views.segment_list, name="list"),
    path("new/", views_edit.create, name="create"),
    path("count/", views_edit.count, name="count"),
    path("choices/", views_edit.choices, name="choices"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/quality/", views.quality, name="quality"),
    path("<int:pk>/edit/", views_edit.edit, name="edit"),
    path("<int:pk>/archive/", views_edit.archive, name="archive"),
]
