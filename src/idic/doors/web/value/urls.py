from __future__ import annotations

from django.urls import path

from idic.doors.web.value import views

app_name = "value"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("cells/<int:r>/<int:f>/", views.cell, name="cell"),
]
