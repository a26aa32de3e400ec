from __future__ import annotations

from django.urls import path

from idic.doors.web.imports import (
    views_arrivals,
    views_draft,
    views_list,
    views_refusals,
    views_run,
    views_schedules,
    views_trial,
    views_upload,
)

app_name = "imports"

urlpatterns = [
    path("", views_list.import_list, name="list"),
    path("new/", views_upload.create, name="create"),
    path("schedules/", views_schedules.schedule_list, name="schedules"),
    path("schedules/new/", views_schedules.create, name="schedule_create"),
    path("schedules/<int:pk>/", views_schedules.detail, name="schedule"),
    path("schedules/<int:pk>/visit/", views_schedules.visit, name="schedule_visit"),
    path("schedules/<int:pk>/removal/", views_schedules.remove, name="schedule_remove"),
    path("arrivals/<int:pk>/retry/", views_arrivals.retry, name="arrival_retry"),
    path("arrivals/<int:pk>/discarding/", views_arrivals.discard, name="arrival_discard"),
    path("<int:pk>/", views_draft.detail, name="detail"),
    path("<int:pk>/reading/", views_draft.reading, name="reading"),
    path("<int:pk>/mapping/", views_draft.mapping, name="mapping"),
    path("<int:pk>/discard/", views_draft.discard, name="discard"),
    path("<int:pk>/trial/", views_trial.trial, name="trial"),
    path("<int:pk>/undoing/", views_trial.undo, name="undo"),
    path("<int:pk>/start/", views_run.start, name="start"),
    path("<int:pk>/progress/", views_run.progress, name="progress"),
    path("<int:pk>/cancellation/", views_run.cancel, name="cancel"),
    path("<int:pk>/restart/", views_run.restart, name="restart"),
    path("<int:pk>/refusals/", views_refusals.refusal_list, name="refusals"),
    path("<int:pk>/refusals/download/", views_refusals.download, name="download"),
]
