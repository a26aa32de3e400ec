from django.urls import path

from idic.doors.web.mailboxes import views_acts, views_edit, views_health, views_house

app_name = "mailboxes"
urlpatterns = [
    path("", views_health.mailbox_list, name="list"),
    path("new/", views_edit.create, name="create"),
    path("house/", views_house.house_list, name="house"),
    path("house/<int:mail_id>/again/", views_house.send_house_mail_again, name="house-again"),
    path("<int:pk>/", views_health.detail, name="detail"),
    path("<int:pk>/edit/", views_edit.edit, name="edit"),
    path("<int:pk>/pause/", views_acts.pause, name="pause"),
    path("<int:pk>/resume/", views_acts.resume, name="resume"),
    path("<int:pk>/anew/", views_acts.read_anew, name="read-anew"),
    path("<int:pk>/mails/<int:mail_id>/again/", views_acts.file_mail_again, name="file-again"),
    path("<int:pk>/sent/<int:mail_id>/again/", views_acts.send_mail_again, name="send-again"),
]
