from __future__ import annotations

from django.urls import path

from idic.doors.web.survivorship import views

app_name = "survivorship"

urlpatterns = [
    path("", views.rules, name="rules"),
    path("preview/", views.preview, name="preview"),
    path("application/", views.apply, name="apply"),
    path("<int:pk>/restoring/", views.restore, name="restore"),
]
