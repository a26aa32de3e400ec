from __future__ import annotations

from django.urls import path

from idic.doors.web.notifications import views

app_name = "notifications"

urlpatterns = [
    path("", views.notification_list, name="list"),
    path("indicator/", views.indicator, name="indicator"),
    path("choices/", views.choices, name="choices"),
    path("all/", views.reading_all, name="read-all"),
    path("<int:pk>/", views.opening, name="open"),
    path("<int:pk>/reading/", views.reading, name="read"),
]
