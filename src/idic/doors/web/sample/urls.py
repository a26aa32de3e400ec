from __future__ import annotations

from django.urls import path

from idic.doors.web.sample import views

app_name = "sample"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("load/", views.load, name="load"),
    path("removal/", views.remove, name="remove"),
]
