from __future__ import annotations

from django.urls import path

from idic.doors.web.executive import views

app_name = "executive"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("<slug:code>/", views.figure, name="figure"),
    path("<slug:code>/targets/<str:month>/remove/", views.remove_target, name="remove_target"),
]
