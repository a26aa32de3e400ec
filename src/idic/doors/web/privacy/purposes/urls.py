from __future__ import annotations

from django.urls import path

from idic.doors.web.privacy.purposes import views

app_name = "purposes"

urlpatterns = [
    path("", views.purpose_list, name="list"),
    path("new/", views.create, name="create"),
    path("officer/", views.officer, name="officer"),
    path("<int:pk>/", views.edit, name="edit"),
]
