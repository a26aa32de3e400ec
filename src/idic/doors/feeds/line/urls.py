from django.urls import path

from idic.doors.feeds.line import views

app_name = "line_feed"
urlpatterns = [path("<str:key>/", views.receive_line, name="receive")]
