from clientele.accounts.models.access import ApiToken, Invitation, StoredAnswer, TokenMinute
from clientele.accounts.models.organization import Logo, Organization
from clientele.accounts.models.people import Member, Role, User

__all__ = ["ApiToken", "Invitation", "Logo", "Member", "Organization", "Role", "StoredAnswer", "TokenMinute", "User"]
