from __future__ import annotations

from django.urls import path

from idic.doors.web.campaigns import views

app_name = "campaigns"

urlpatterns = [
    path("", views.campaign_list, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
]
