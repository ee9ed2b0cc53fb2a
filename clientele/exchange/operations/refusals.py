"""Why a row is left out: the reason, and the way out."""

from collections.abc import Mapping

from clientele.exchange.choices import Target
from clientele.kit.refusals import Refusal


class NotTaken(Exception):
    """What a row says goes against what is saved, or against another row."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


def told(refusal: Refusal, targets: Mapping[str, Target]) -> tuple[str, str]:
    """The first wrong field as a reason, and the way out, which names the others."""
    if not refusal.errors:
        return refusal.message, ""
    first, *others = refusal.errors
    label = targets[first.field].label if first.field in targets else ""
    reason = first.message if first.message.startswith("“") or not label else f"{label}: {first.message}"
    hint = "Correct it" if first.field == "name" else "Correct it, or leave it blank"
    if others:
        also = ", ".join(targets[error.field].label for error in others if error.field in targets)
        hint = f"{hint}; also look at: {also}"
    return reason, hint
