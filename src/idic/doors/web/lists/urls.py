from __future__ import annotations

from django.urls import path

from idic.doors.web.lists import views_board, views_bulk, views_exports, views_filter, views_saved

app_name = "lists"

urlpatterns = [
    path("changes/", views_bulk.changes, name="changes"),
    path("changes/<int:pk>/", views_bulk.change, name="change"),
    path("changes/<int:pk>/progress/", views_bulk.progress, name="progress"),
    path("changes/<int:pk>/undoing/", views_bulk.undo, name="undo"),
    path("changes/<int:pk>/keeping/", views_bulk.keep, name="keep"),
    path("exports/", views_exports.exports, name="exports"),
    path("exports/<int:pk>/decision/", views_exports.decide, name="decide"),
    path("exports/<int:pk>/file/", views_exports.download, name="download"),
    path("<slug:noun>/filter/", views_filter.builder, name="filter"),
    path("<slug:noun>/found/", views_filter.found, name="found"),
    path("<slug:noun>/count/", views_filter.count, name="count"),
    path("<slug:noun>/total/", views_filter.total, name="total"),
    path("<slug:noun>/groups/", views_filter.groups, name="groups"),
    path("<slug:noun>/act/", views_bulk.act, name="act"),
    path("<slug:noun>/export/", views_exports.start, name="export"),
    path("<slug:noun>/move/", views_board.move, name="move"),
    path("<slug:noun>/views/", views_saved.save, name="save-view"),
    path("<slug:noun>/views/<int:pk>/", views_saved.change, name="change-view"),
    path("<slug:noun>/views/<int:pk>/settings/", views_saved.settings, name="view-settings"),
    path("<slug:noun>/views/<int:pk>/copy/", views_saved.copy, name="copy-view"),
    path("<slug:noun>/views/<int:pk>/deletion/", views_saved.delete, name="delete-view"),
    path("<slug:noun>/views/<int:pk>/place/", views_saved.move, name="move-view"),
    path("<slug:noun>/views/<int:pk>/first/", views_saved.first, name="first-view"),
]
