"""What makes two firms look like one: names that read alike, and the web domain they both stand under."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from urllib.parse import urlsplit

from clientele.kit.text import loose_key, sort_key

#: From here on two names are alike.
ALIKE = 0.82

#: Words that only say the legal form.
_FORMS = re.compile(
    r"ag|and|co|company|gbr|gmbh|inc|kg|limited|llc|llp|ltd|plc|sa|sarl|sas|sl|srl|the|und",
)

#: Domains that say nothing about which firm somebody belongs to: free mail, and places where anybody has a page.
_EVERYBODYS = re.compile(
    r"(aol|facebook|gmail|googlemail|hotmail|icloud|instagram|linkedin|live|mail|me|msn|outlook|protonmail|x|yahoo|ymail"
    r"|youtube|btinternet|sky|virginmedia)\.com|hotmail\.co\.uk|yahoo\.(co\.uk|de|es|fr)|gmx\.(de|net)|(t-online|web)\.de"
    r"|(free|orange|wanadoo)\.fr|(laposte|talktalk|telefonica)\.net|proton\.me|sites\.google\.com"
)


def telling_words(name: str) -> list[str]:
    """The words of a name without those that only say the legal form, unless there are no others."""
    words = loose_key(name).split()
    return [word for word in words if not _FORMS.fullmatch(word)] or words


def alike_key(name: str) -> str:
    """One form for names that differ in case, accents, punctuation, legal form or the order of their words."""
    return " ".join(sorted(telling_words(name)))


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 1; what only says the legal form does not count, the order of words hardly."""
    mine, theirs = telling_words(one), telling_words(other)
    if not mine or not theirs:
        return 0.0
    fewer = min(len(set(mine)), len(set(theirs)))
    if fewer > 1 and (set(mine) <= set(theirs) or set(theirs) <= set(mine)):
        return 1.0 if len(mine) == len(theirs) else 0.9
    return SequenceMatcher(None, " ".join(mine), " ".join(theirs), autojunk=False).ratio()


def firm_domain(email: str, website: str) -> str:
    """The domain a firm stands under, of its website or else its email; empty where it is everybody's."""
    for domain in (_host_of(website), sort_key(email).partition("@")[2]):
        if "." in domain.strip(".") and not _EVERYBODYS.fullmatch(domain):
            return domain
    return ""


@lru_cache(maxsize=4096)
def _host_of(website: str) -> str:
    try:
        host = urlsplit(website if "://" in website else f"https://{website}").hostname or ""
    except ValueError:
        return ""
    return sort_key(host).removeprefix("www.")
