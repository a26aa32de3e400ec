from __future__ import annotations

from django.urls import path

from idic.doors.web.refresh import views

app_name = "refresh"

urlpatterns = [
    path("", views.refresh_list, name="list"),
    path("start/", views.start, name="start"),
    path("progress/<int:job>/", views.progress, name="progress"),
]
