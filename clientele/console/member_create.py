"""clientele member create"""

import sys
from argparse import Namespace
from getpass import getpass

from django.db import transaction
from django.utils import timezone

from clientele.accounts.models import User
from clientele.accounts.operations.members import add_member
from clientele.accounts.operations.people import create_user
from clientele.console.people import the_organization, the_role
from clientele.console.terminal import Problem, say
from clientele.kit.tenancy import inside
from clientele.upkeep.queries.people import first_owner, user_of


def run(options: Namespace) -> None:
    organization = the_organization(options.organization)
    by = first_owner(organization)
    with inside(organization), transaction.atomic():
        role = the_role(organization, options.role)
        user = user_of(options.email) or _new_user(options)
        member = add_member(organization, user=user, role=role, at=timezone.now(), by=by)
    say(f"{member.name} is in {organization.name} as {role.name}.")


def _new_user(options: Namespace) -> User:
    if not options.name.strip():
        raise Problem(f"{options.email} is new here, so a name is needed: --name 'Ada Cole'")
    return create_user(email=options.email, name=options.name, password=_password(options), at=timezone.now())


def _password(options: Namespace) -> str:
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Problem("A new person needs a password: give it on standard input with --password-stdin")
    return getpass(f"Password for {options.email}: ", stream=sys.stderr)
