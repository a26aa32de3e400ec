from django.urls import path

from idic.doors.web.account import views

urlpatterns = [
    path("", views.own_account, name="account"),
    path("password/", views.own_password, name="account-password"),
]
