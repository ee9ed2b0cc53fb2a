"""clientele check"""

from argparse import Namespace

from django.conf import settings
from django.core import checks

from clientele.console.terminal import say

#: Our content security policy forbids frames; redirecting to TLS is the proxy's work, other names are not ours.
NOT_OURS = {"security.W002", "security.W005", "security.W008", "security.W021"}
#: Cookies and headers for TLS follow from BASE_URL.
ONLY_WITH_TLS = {"security.W004", "security.W012", "security.W016"}


def run(options: Namespace) -> int:
    found = checks.run_checks(include_deployment_checks=True, databases=["default"])
    silent = NOT_OURS if settings.IS_HTTPS else NOT_OURS | ONLY_WITH_TLS
    told = sorted((message for message in found if message.id not in silent), key=lambda message: -message.level)
    for message in told:
        word = "error" if message.level >= checks.ERROR else "warning"
        say(f"{word}: {' '.join(str(part).strip() for part in (message.msg, message.hint) if part)}")
    if not told:
        say("Nothing to add.")
    return int(any(message.level >= checks.ERROR for message in told))
