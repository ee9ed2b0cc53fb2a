"""Forms that two people may have open at once: they carry the version that was read."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django import forms

from clientele.kit.refusals import Refusal
from clientele.ui.http import refuse


class VersionedForm(forms.Form):
    """A form of a record, with the version that the person saw."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    @property
    def version_read(self) -> int | None:
        version: int | None = self.cleaned_data["version"]
        return version

    def take_version(self, version: int) -> None:
        """Keep what was typed, to be sent once more over what somebody else saved."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["version"] = str(version)
        self.data = data


def refuse_edit(
    form: VersionedForm, refusal: Refusal, *, version_of: Callable[[Any], int] = attrgetter("version")
) -> Any:
    """Put a refusal beside its fields; where somebody else saved meanwhile, answer the record as they left it.

    `version_of` tells the version of a record that keeps none itself.
    """
    if refusal.code != "version_conflict":
        refuse(form, refusal)
        return None
    form.refused_with = refusal.status  # type: ignore[attr-defined]
    current: Any = refusal.extra["current"]
    form.take_version(version_of(current))
    return current
