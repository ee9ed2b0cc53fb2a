"""People themselves, outside any organisation: making an account, its name, ending its sessions."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from clientele.accounts.models import User
from clientele.kit.refusals import FieldError, Refusal
from clientele.kit.shapes import cleaned


@transaction.atomic
def create_user(*, email: str, name: str, password: str, at: datetime) -> User:
    """Make an account whose address counts as verified, for those who set an installation up.

    Raises `email_taken` or `validation_error` (422).
    """
    tidy = cleaned(User, {"email": email.strip().lower(), "name": name})
    _refuse_weak(password, tidy)
    if User.objects.filter(email__iexact=tidy["email"]).exists():
        raise _email_taken(tidy["email"])
    try:
        with transaction.atomic():
            user = User.objects.create_user(password=password, date_joined=at, **tidy)
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    except IntegrityError:
        raise _email_taken(tidy["email"]) from None
    return user


@transaction.atomic
def rename_user(user: User, *, name: str) -> User:
    """Change the name under which a person is shown everywhere; what they wrote earlier keeps the name of its time.

    Raises `validation_error` (422).
    """
    tidy = cleaned(User, {"name": name})
    if not tidy["name"]:
        raise Refusal("validation_error", "This is required.", field="name")
    user.name = tidy["name"]
    user.save(update_fields=["name"])
    return user


@transaction.atomic
def end_session(user: User, *, session_id: int) -> bool:
    """Sign a person out of one of their sessions; False where it has ended already or is not theirs."""
    session = UserSession.objects.filter(user=user, pk=session_id).first()
    if session is None:
        return False
    session.end()
    return True


def _refuse_weak(password: str, tidy: dict[str, str]) -> None:
    try:
        validate_password(password, User(**tidy))
    except ValidationError as error:
        errors = [FieldError("password", message) for message in error.messages]
        raise Refusal("validation_error", errors[0].message, errors=errors) from None


def _email_taken(email: str) -> Refusal:
    return Refusal("email_taken", f"There is an account with {email} already.", field="email")
