from __future__ import annotations

from django.urls import path

from idic.doors.web.life import views

app_name = "life"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("<slug:kind>/", views.customers, name="customers"),
]
