"""Who a session belongs to: allauth's own, but for the query that every page asks."""

from allauth.account.auth_backends import AuthenticationBackend

from clientele.accounts.models import User
from clientele.accounts.queries import user_of


class Backend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        user = user_of(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
