from __future__ import annotations

from django.urls import path

from idic.doors.web.records import (
    views_checklists,
    views_field,
    views_files,
    views_history,
    views_notes,
    views_page,
    views_tags,
)

app_name = "records"

urlpatterns = [
    path("notes/preview/", views_notes.preview, name="note-preview"),
    path("notes/<int:pk>/", views_notes.note, name="note"),
    path("notes/<int:pk>/pin/", views_notes.pin, name="note-pin"),
    path("notes/<int:pk>/deletion/", views_notes.delete, name="note-delete"),
    path("notes/<int:pk>/versions/", views_notes.versions, name="note-versions"),
    path("files/<int:pk>/", views_files.download, name="file"),
    path("files/<int:pk>/preview/", views_files.preview, name="file-preview"),
    path("files/<int:pk>/removal/", views_files.remove, name="file-remove"),
    path("checklists/<int:pk>/items/", views_checklists.item_add, name="checklist-items"),
    path("checklists/<int:pk>/items/<int:number>/", views_checklists.item, name="checklist-item"),
    path("checklists/<int:pk>/deletion/", views_checklists.delete, name="checklist-delete"),
    path("tags/<slug:noun>/", views_tags.manage, name="tags"),
    path("tags/<slug:noun>/<int:tag>/", views_tags.change, name="tag-change"),
    path("tags/<slug:noun>/<int:tag>/merging/", views_tags.merge, name="tag-merge"),
    path("tags/<slug:noun>/<int:tag>/deletion/", views_tags.delete, name="tag-delete"),
    path("<slug:noun>/tab/", views_page.tab, name="tab"),
    path("<slug:noun>/<int:pk>/", views_page.record, name="record"),
    path("<slug:noun>/<int:pk>/panel/", views_page.panel, name="panel"),
    path("<slug:noun>/<int:pk>/fields/", views_page.fields, name="fields"),
    path("<slug:noun>/<int:pk>/fields/<str:name>/", views_field.field, name="field"),
    path("<slug:noun>/<int:pk>/fields/<str:name>/history/", views_field.history, name="field-history"),
    path("<slug:noun>/<int:pk>/history/", views_history.history, name="history"),
    path("<slug:noun>/<int:pk>/follow/", views_page.follower, name="follow"),
    path("<slug:noun>/<int:pk>/star/", views_page.starred, name="star"),
    path("<slug:noun>/<int:pk>/notes/", views_notes.notes, name="notes"),
    path("<slug:noun>/<int:pk>/people/", views_notes.people, name="people"),
    path("<slug:noun>/<int:pk>/files/", views_files.files, name="files"),
    path("<slug:noun>/<int:pk>/tags/", views_tags.add, name="tag-add"),
    path("<slug:noun>/<int:pk>/tags/offered/", views_tags.offered, name="tag-offered"),
    path("<slug:noun>/<int:pk>/tags/<int:tag>/", views_tags.take, name="tag-take"),
    path("<slug:noun>/<int:pk>/checklists/", views_checklists.checklists, name="checklists"),
]
