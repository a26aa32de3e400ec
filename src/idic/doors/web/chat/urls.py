"""Open to everybody: the key of the site is no secret, the cookie of the conversation is."""

from django.urls import path

from idic.doors.web.chat import views_visitor

app_name = "chat"
urlpatterns = [
    path("<str:key>/", views_visitor.visit, name="page"),
    path("<str:key>/loader.js", views_visitor.loader, name="loader"),
    path("<str:key>/begin/", views_visitor.begin, name="begin"),
    path("<str:key>/say/", views_visitor.say_more, name="say"),
    path("<str:key>/look/", views_visitor.look, name="look"),
    path("<str:key>/end/", views_visitor.end, name="end"),
    path("<str:key>/files/<int:pk>/", views_visitor.file, name="file"),
    path("<str:key>/pictures/<int:pk>/", views_visitor.picture, name="picture"),
    path("<str:key>/transcript/", views_visitor.transcript, name="transcript"),
]
