from __future__ import annotations

from django.urls import path

from idic.doors.web.experience import views

app_name = "experience"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("<slug:stage>/<slug:lever>/", views.field, name="field"),
]
