from django.urls import path

from idic.doors.web.papers import views_in, views_out, views_visit

app_name = "papers"
urlpatterns = [
    path("new/", views_in.take, name="take"),
    path("visits/<int:pk>/", views_visit.visit, name="visit"),
    path("<int:pk>/files/<int:file_id>/", views_in.show, name="file"),
    path("<int:pk>/answers/<int:message_id>/", views_out.paper, name="paper"),
    path("<int:pk>/answers/<int:message_id>/make/", views_out.make, name="make"),
    path("<int:pk>/answers/<int:message_id>/sent/", views_out.sent, name="sent"),
]
