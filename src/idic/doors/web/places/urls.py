from __future__ import annotations

from django.urls import path

from idic.doors.web.places import views

app_name = "places"

urlpatterns = [path("", views.overview, name="overview")]
