from __future__ import annotations

from django.urls import path

from idic.doors.web.matching import (
    views_explorer,
    views_labels,
    views_merges,
    views_pairs,
    views_review,
    views_runs,
    views_stewardship,
)

app_name = "matching"

urlpatterns = [
    path("", views_runs.run_list, name="list"),
    path("start/", views_runs.start, name="start"),
    path("labels/", views_labels.labels, name="labels"),
    path("merges/", views_merges.merges, name="merges"),
    path("pairs/", views_pairs.pairs, name="pairs"),
    path("review/", views_review.review, name="review"),
    path("review/undoing/", views_review.undo, name="undo"),
    path("review/<int:pk>/decision/", views_review.decide, name="decide"),
    path("records/", views_stewardship.records, name="records"),
    path("stewardship/", views_stewardship.stewardship, name="stewardship"),
    path("<int:pk>/", views_runs.run, name="run"),
    path("<int:pk>/approval/", views_runs.approve, name="approve"),
    path("<int:pk>/merging/", views_runs.merge, name="merge"),
    path("<int:pk>/sample/", views_labels.sample, name="sample"),
    path("<int:pk>/thresholds/", views_explorer.explorer, name="thresholds"),
]
