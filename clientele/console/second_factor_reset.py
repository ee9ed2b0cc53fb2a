"""clientele second-factor reset"""

from argparse import Namespace

from django.utils import timezone

from clientele.accounts.operations.second_factors import reset_second_factors
from clientele.console.terminal import Problem, say
from clientele.upkeep.queries.people import user_of


def run(options: Namespace) -> None:
    user = user_of(options.user)
    if user is None:
        raise Problem(f"There is no account with {options.user}.")
    if not reset_second_factors(user, at=timezone.now()):
        raise Problem(f"{user.email} has no second factor.")
    say(f"{user.email} signs in with the password alone until a second factor is set up anew.")
