from django.urls import path

from idic.doors.web.alerts import views, views_edit

app_name = "alerts"
urlpatterns = [
    path("", views.alert_list, name="list"),
    path("new/", views_edit.create, name="create"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views_edit.edit, name="edit"),
    path("<int:pk>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("<int:pk>/archive/", views_edit.archive, name="archive"),
]
