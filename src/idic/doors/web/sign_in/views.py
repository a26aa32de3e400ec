"""The way in: password, second step, passkey, confirming. The flow is allauth's, the pages are ours."""

from __future__ import annotations

import json
from typing import Any

from allauth.account import views as account_views
from allauth.mfa.base import views as code_views
from allauth.mfa.webauthn import views as passkey_views
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _


def _json(data: object) -> str:
    return json.dumps(data)


class PasswordView(account_views.LoginView):
    template_name = "shell/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        providers: list[dict[str, Any]] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]  # type: ignore[assignment]  # mypy reads `object`
        return context | {"providers": [(one["name"], one["provider_id"]) for one in providers]}


class SecondStepView(code_views.AuthenticateView):
    """After the password. Whoever cannot go on may begin anew, perhaps as somebody else."""

    template_name = "sign_in/second_step.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "leave" in request.POST:
            answer: HttpResponse = self.stage.abort()
            return answer
        shown: HttpResponse = super().post(request, *args, **kwargs)
        return shown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = context["js_data"]["request_options"]
        return context | {
            "passkey_options": _json(options),
            "has_passkeys": bool(options["publicKey"].get("allowCredentials")),
        }


class PasskeyView(passkey_views.LoginWebAuthnView):
    """Answers a script with a challenge, and a form with a session."""

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("This passkey was not accepted. Try again, or sign in with your password."))
        return redirect("account_login")


class ConfirmByPasswordView(account_views.ReauthenticateView):
    template_name = "sign_in/confirm_password.html"


class ConfirmByCodeView(code_views.ReauthenticateView):
    template_name = "sign_in/confirm_code.html"


class ConfirmByPasskeyView(passkey_views.ReauthenticateWebAuthnView):
    template_name = "sign_in/confirm_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        # allauth leaves these out here.
        context["reauthentication_alternatives"] = self.get_reauthentication_alternatives()
        return context | {
            "form": kwargs.get("form") or self.get_form(),
            "passkey_options": _json(context["js_data"]["request_options"]),
            "redirect_field_value": self.request.GET.get("next", ""),
        }

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("This passkey was not accepted. Try again."))
        return redirect(f"{reverse('mfa_reauthenticate_webauthn')}?{self.request.GET.urlencode()}")
