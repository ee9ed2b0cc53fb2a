"""Sessions in the database, read by a query whose SQL is written once: every page begins with it.

When a row expires is twelve hours after its session was last used, or when the session ends for good, whichever is
first; that a session was used is written at most every few minutes.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.utils import timezone

from clientele.kit.prepared import Prepared

_SESSION = Prepared(lambda key: Session.objects.filter(session_key=key), key=str)

USE_WRITTEN_EVERY = timedelta(minutes=5)


class SessionStore(DatabaseSessions):
    """Django's own, but for how a session is found, and that it ends when nobody uses it."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        found = self._get_session_from_db()
        if found is None:
            return {}
        data: dict[str, Any] = self.decode(found.session_data)
        self._note_use(found, data.get("_session_expiry"))
        return data

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """When the row expires; the cookie lives as long as the session may."""
        end: datetime = super().get_expiry_date(**kwargs)
        return min(end, timezone.now() + timedelta(seconds=settings.SESSION_IDLE_AGE))

    def _note_use(self, found: Session, end: Any) -> None:
        expires = self.get_expiry_date(expiry=end)
        if abs(expires - found.expire_date) > USE_WRITTEN_EVERY:
            with suppress(DatabaseError):  # what cannot be written can be read all the same
                Session.objects.filter(session_key=found.session_key).update(expire_date=expires)

    def _get_session_from_db(self) -> Any:
        found = next(iter(_SESSION(key=self.session_key)), None) if self.session_key else None
        if found is not None and found.expire_date > timezone.now():
            return found
        self._session_key = None
        return None
