"""Names are allauth's where its flows look them up."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from idic.doors.web.sign_in import single_sign_on, views

urlpatterns = [
    path("", login_not_required(views.PasswordView.as_view()), name="account_login"),
    path("code/", login_not_required(views.SecondStepView.as_view()), name="mfa_authenticate"),
    path("passkey/", login_not_required(views.PasskeyView.as_view()), name="mfa_login_webauthn"),
    path("with/<str:provider_id>/", login_not_required(single_sign_on.start), name="openid_connect_login"),
    path("with/<str:provider_id>/back/", login_not_required(single_sign_on.come_back), name="openid_connect_callback"),
]
