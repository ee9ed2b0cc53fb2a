"""Codes of roles, members and invitations."""

from clientele.api.codes.code import Code

CODES: dict[str, Code] = {
    "last_owner": Code(
        409,
        "An organisation keeps at least one owner.",
        "Olive Owner is the only owner. Make somebody else an owner first.",
    ),
    "owner_role_fixed": Code(
        409, "The owner's role cannot be changed.", "Owners may do everything, and that cannot be changed."
    ),
    "starting_role": Code(409, "The four starting roles stay.", "The role Lead came with the organisation and stays."),
    "role_in_use": Code(
        409, "Somebody has the role.", "Dana Lead still has the role Dispatcher. Give them another one first."
    ),
    "invitation_used": Code(409, "Somebody joined by the invitation.", "This invitation was used already."),
    "invitation_revoked": Code(409, "The invitation was revoked.", "This invitation was taken back."),
    "too_many_invitations": Code(
        409,
        "One address had 5 mails in an hour, or one member sent 60.",
        "sam@example.org had 5 mails in an hour. Wait a while.",
    ),
    "role_name_taken": Code(422, "There is a role of this name.", "There is a role “Dispatcher” already."),
    "grants_more_than_held": Code(
        422,
        "Nobody gives a permission that they do not hold.",
        "You cannot give what you may not do yourself: Create and change roles.",
    ),
    "already_a_member": Code(
        422, "The address belongs to somebody in the team.", "Theo Technician is in the team already."
    ),
    "already_invited": Code(
        422,
        "An invitation to the address is open.",
        "sam@example.org is invited already. The invitation can be sent again from the list.",
    ),
}
