from django.urls import path

from idic.doors.web.reports import views, views_leaving

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("new/", views.create, name="create"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/download/", views.download, name="download"),
    path("<int:pk>/send/", views.send, name="send"),
    path("<int:pk>/archive/", views.archive, name="archive"),
    path("leave/<str:token>/", views_leaving.leave, name="leave"),
]
