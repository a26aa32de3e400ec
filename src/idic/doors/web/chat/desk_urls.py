from django.urls import path

from idic.doors.web.chat import views_desk

app_name = "chats"
urlpatterns = [
    path("", views_desk.desk, name="desk"),
    path("now/", views_desk.now, name="now"),
    path("availability/", views_desk.availability, name="availability"),
    path("next/", views_desk.next_visitor, name="next"),
    path("<int:pk>/take/", views_desk.take_one, name="take"),
    path("<int:pk>/end/", views_desk.end, name="end"),
]
