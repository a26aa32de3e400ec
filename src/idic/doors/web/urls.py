"""Every page area, in one list. An area has its own folder and its own urls."""

from __future__ import annotations

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", login_not_required(allauth_views.LoginView.as_view(template_name="shell/sign_in.html")), name="account_login"),
    path("sign-out/", allauth_views.LogoutView.as_view(template_name="shell/sign_out.html"), name="account_logout"),
    path("", include("idic.doors.web.shell.urls")),
]
