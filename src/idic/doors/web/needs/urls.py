from __future__ import annotations

from django.urls import path

from idic.doors.web.needs import views, views_run

app_name = "needs"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("new/", views_run.new, name="new"),
    path("<int:pk>/", views_run.run, name="run"),
    path("<int:pk>/names/", views_run.names, name="names"),
]
