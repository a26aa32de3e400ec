from __future__ import annotations

from django.urls import path

from idic.doors.web.value import views

app_name = "value"

urlpatterns = [path("", views.overview, name="overview")]
