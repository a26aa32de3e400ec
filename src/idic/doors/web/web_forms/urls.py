from django.urls import path

from idic.doors.web.web_forms import views_acts, views_edit, views_list

app_name = "web_forms"
urlpatterns = [
    path("", views_list.form_list, name="list"),
    path("new/", views_edit.create, name="create"),
    path("<int:pk>/", views_list.detail, name="detail"),
    path("<int:pk>/edit/", views_edit.edit, name="edit"),
    path("<int:pk>/preview/", views_list.preview, name="preview"),
    path("<int:pk>/on/", views_acts.switch_on, name="switch-on"),
    path("<int:pk>/off/", views_acts.switch_off, name="switch-off"),
    path("<int:pk>/sent/<int:submission_id>/release/", views_acts.release_submission, name="release"),
    path("<int:pk>/sent/<int:submission_id>/aside/", views_acts.put_submission_aside, name="put-aside"),
]
