from __future__ import annotations

from django.urls import path

from idic.doors.web.jobs import views, views_acts

app_name = "jobs"

urlpatterns = [
    path("", views.job_list, name="list"),
    path("indicator/", views.indicator, name="indicator"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/progress/", views.progress, name="progress"),
    path("<int:pk>/cancellation/", views_acts.cancel, name="cancel"),
    path("<int:pk>/retrial/", views_acts.retry, name="retry"),
]
