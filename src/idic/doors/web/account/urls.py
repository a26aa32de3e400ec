from django.urls import path

from idic.doors.web.account import views, views_factor, views_passkeys, views_reset, views_sessions, views_tokens
from idic.doors.web.sign_in import views as sign_in

urlpatterns = [
    path("", views.own_account, name="account"),
    path("password/", views.own_password, name="account-password"),
    path("confirm/", sign_in.ConfirmByPasswordView.as_view(), name="account_reauthenticate"),
    path("confirm/code/", sign_in.ConfirmByCodeView.as_view(), name="mfa_reauthenticate"),
    path("confirm/passkey/", sign_in.ConfirmByPasskeyView.as_view(), name="mfa_reauthenticate_webauthn"),
    path("second-factor/", views_factor.second_factor, name="account-factor"),
    path("second-factor/app/", views_factor.authenticator_app, name="account-totp"),
    path("second-factor/app/remove/", views_factor.remove_app, name="account-totp-remove"),
    path("second-factor/codes/", views_factor.recovery_codes, name="account-codes"),
    path("passkeys/", views_passkeys.passkeys, name="account-passkeys"),
    path("passkeys/new/", views_passkeys.new_passkey, name="account-passkey-add"),
    path("passkeys/<int:pk>/rename/", views_passkeys.renamed_passkey, name="account-passkey-rename"),
    path("passkeys/<int:pk>/remove/", views_passkeys.removed_passkey, name="account-passkey-remove"),
    path("sessions/", views_sessions.sessions, name="account-sessions"),
    path("sessions/others/end/", views_sessions.end_others, name="account-sessions-end-others"),
    path("sessions/<int:pk>/end/", views_sessions.end_one, name="account-session-end"),
    path("tokens/", views_tokens.tokens, name="account-tokens"),
    path("tokens/<int:pk>/revoke/", views_tokens.revoked_token, name="account-token-revoke"),
    path("tokens/check/", views_tokens.token_check, name="account-token-check"),
    path("reset-factor/<int:pk>/", views_reset.reset_factor, name="account-reset-factor"),
]
