"""For customers, who sign in with a link that is mailed to them. No address here opens for staff by being staff."""

from django.urls import path

from idic.doors.web.portal import views_ask, views_case, views_help, views_own, views_points, views_sign_in

app_name = "portal"
urlpatterns = [
    path("", views_case.own_list, name="home"),
    path("sign-in/", views_sign_in.sign_in, name="sign-in"),
    path("enter/<str:key>/", views_sign_in.enter, name="enter"),
    path("choose/", views_sign_in.choose, name="choose"),
    path("sign-out/", views_sign_in.sign_out, name="sign-out"),
    path("ask/", views_ask.ask, name="ask"),
    path("cases/<int:pk>/", views_case.case, name="case"),
    path("cases/<int:pk>/answer/", views_case.answer, name="answer"),
    path("cases/<int:pk>/verdict/", views_case.verdict, name="verdict"),
    path("cases/<int:pk>/files/<int:file_id>/", views_case.file, name="file"),
    path("choices/", views_own.choices, name="choices"),
    path("points/", views_points.points, name="points"),
    path("me/", views_own.details, name="details"),
    path("help/", views_help.home, name="help"),
    path("help/<int:pk>/", views_help.article, name="article"),
    path("help/<int:pk>/vote/", views_help.voted, name="vote"),
    path("help/images/<int:pk>/", views_help.image, name="image"),
]
