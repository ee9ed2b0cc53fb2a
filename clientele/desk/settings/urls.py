from django.urls import path

from clientele.desk.settings.views import audit, general, invitations, invoices, logo, rates, roles, team, tokens

app_name = "settings"

urlpatterns = [
    path("", general.settings_index, name="index"),
    path("general/", general.settings_general, name="general"),
    path("billing/", general.settings_billing, name="billing"),
    path("invoices/", invoices.settings_invoices, name="invoices"),
    path("features/", general.settings_features, name="features"),
    path("logo/", logo.settings_logo, name="logo"),
    path("logo/removal/", logo.logo_removal, name="logo_removal"),
    path("team/", team.settings_team, name="team"),
    path("team/<int:pk>/role/", team.member_role, name="member_role"),
    path("team/<int:pk>/removal/", team.member_removal, name="member_removal"),
    path("team/<int:pk>/return/", team.member_return, name="member_return"),
    path("rates/", rates.settings_rates, name="rates"),
    path("rates/<int:pk>/", rates.member_rate, name="member_rate"),
    path("invitations/", invitations.settings_invitations, name="invitations"),
    path("invitations/new/", invitations.invitation_new, name="invitation_new"),
    path("invitations/<int:pk>/mail/", invitations.invitation_mail, name="invitation_mail"),
    path("invitations/<int:pk>/revocation/", invitations.invitation_revocation, name="invitation_revocation"),
    path("roles/", roles.settings_roles, name="roles"),
    path("roles/new/", roles.role_new, name="role_new"),
    path("roles/<int:pk>/", roles.role_edit, name="role_edit"),
    path("roles/<int:pk>/deletion/", roles.role_deletion, name="role_deletion"),
    path("tokens/", tokens.settings_tokens, name="tokens"),
    path("tokens/new/", tokens.token_new, name="token_new"),
    path("tokens/<int:pk>/revocation/", tokens.token_revocation, name="token_revocation"),
    path("audit/", audit.settings_audit, name="audit"),
]
