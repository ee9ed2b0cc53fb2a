from typing import Any

from django import forms

from clientele.exchange.choices import TARGET, ImportMode
from clientele.exchange.models import Import
from clientele.exchange.reading.delimiters import DELIMITERS
from clientele.exchange.reading.encodings import ENCODINGS

ACCEPTED = ".csv,.tsv,.tab,.txt,.xlsx,text/csv,text/tab-separated-values,text/plain"


class FileForm(forms.Form):
    """The file to bring in."""

    file = forms.FileField(
        label="File",
        allow_empty_file=True,
        error_messages={"required": "Choose a file first."},
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )


class MatchingForm(forms.Form):
    """A field for every column, and whether saved customers are changed."""

    updates_existing = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, batch: Import) -> None:
        super().__init__(data)
        choices = [("", ""), *((key, key) for key in TARGET)]
        for index in range(len(batch.columns)):
            self.fields[f"column_{index}"] = forms.ChoiceField(choices=choices, required=False)

    @property
    def mapping(self) -> list[str]:
        return [value for name, value in self.cleaned_data.items() if name.startswith("column_")]


class ReadingForm(forms.Form):
    """How the file is read, where the guess was wrong."""

    sheet = forms.ChoiceField(label="Sheet", required=False)
    encoding = forms.ChoiceField(label="Text encoding", choices=[("", "Found out"), *ENCODINGS.items()], required=False)
    delimiter = forms.ChoiceField(
        label="Between the cells", choices=[("", "Found out"), *DELIMITERS.items()], required=False
    )
    header_row = forms.IntegerField(
        label="Row with the headings",
        help_text="0 where the file has none.",
        min_value=0,
        max_value=30,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, data: Any = None, *, batch: Import) -> None:
        shape = batch.shape
        super().__init__(data, initial={name: shape.get(name) for name in ("sheet", "delimiter", "header_row")})
        self.fields["sheet"].choices = [(name, name) for name in batch.sheets]  # type: ignore[attr-defined]
        if shape.get("encoding") in ENCODINGS:
            self.initial["encoding"] = shape["encoding"]
        for name in ("encoding", "delimiter") if shape.get("kind") == "workbook" else ("sheet",):
            del self.fields[name]


class RunForm(forms.Form):
    """What happens to the good rows where others are refused."""

    mode = forms.ChoiceField(choices=ImportMode.choices)
