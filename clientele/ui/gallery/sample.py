"""What the gallery shows its components with: the firm of the design's pictures."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse


class SampleForm(forms.Form):
    name = forms.CharField(label="Customer Name", max_length=120)
    code = forms.CharField(required=False, help_text="Cannot be changed once saved.")
    phone = forms.CharField(required=False, widget=forms.TextInput(attrs={"type": "tel"}))
    email = forms.EmailField(required=False)
    since = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    address = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    terms = forms.ChoiceField(label="Payment terms", choices=[(14, "14 days"), (30, "30 days")], initial=14)
    status = forms.ChoiceField(choices=[("active", "Active"), ("inactive", "Inactive")], widget=forms.RadioSelect)
    logo = forms.FileField(required=False)
    is_billed = forms.BooleanField(label="Send invoices by e-mail", required=False, help_text="To the address above.")


def sent_form() -> SampleForm:
    """A form sent with a few things wrong, as a person would see it come back."""
    sent = SampleForm(
        {"name": "", "code": "QUAYWEST", "phone": "01632 960 7", "email": "west@quaydental", "status": "gone"}
    )
    sent.is_valid()
    return sent


def refused_form() -> forms.Form:
    """A form refused as a whole."""
    sent = forms.Form({})
    sent.add_error(None, "This customer is archived. Restore it first.")
    return sent


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """What the desk gives to every page: the organisation, the member and the shell."""
    here = reverse("gallery:index")
    nav: list[dict[str, Any]] = [
        {"label": "Home", "icon": "home"},
        {"label": "Customers", "icon": "building-store", "current": True},
        {"label": "Jobs", "icon": "clipboard-check", "count": 12},
        {"label": "Assets", "icon": "qrcode"},
        {"label": "Maintenance", "icon": "calendar-repeat", "count": 3, "late": "3 overdue"},
        {"label": "Projects", "icon": "folder", "group": "Projects and billing"},
        {"label": "Time", "icon": "clock", "group": "Projects and billing"},
        {"label": "Invoices", "icon": "file-invoice", "group": "Projects and billing"},
    ]
    shell = SimpleNamespace(
        nav=[item | {"url": here} for item in nav],
        foot=[{"label": "Settings", "url": here, "icon": "settings"}],
        person_menu=[
            {"label": "Your account", "url": here, "icon": "user"},
            {"label": "Sign out", "url": here, "icon": "logout", "post": True},
        ],
        organizations=[
            {"label": "Brightwater Heating", "url": here, "current": True},
            {"label": "Outpost Electric", "url": here, "current": False},
        ],
        search_url=reverse("gallery:answers"),
        theme=request.COOKIES.get("theme", ""),
        version="1.0",
    )
    organization = SimpleNamespace(name="Brightwater Heating", slug="")
    return {
        "shell": shell,
        "organization": organization,
        "member": SimpleNamespace(user=SimpleNamespace(name="Ingrid Solberg")),
        "customers": CUSTOMERS,
    }


_ROWS = """\
Abbot & Lyle Solicitors|ABBOT|accounts@abbotlyle.example|active|2|1|£0.00|Service plan|4 Mar 2024
Albion Court Residents|ALBION|chair@albioncourt.example|active|6|0|£412.80|Lettings|19 Jan 2023
Anders & Sons Bakery|ANDERS|office@andersbakery.example|active|9|2|£1,284.00|Catering,24 h call-out|7 Nov 2021
Bankside Primary School|BANKSIDE|office@bankside-primary.example|active|14|1|£0.00|Public sector,Keys held|2 Sep 2020
Beacon Hill Surgery|BEACON|manager@beaconhill.example|active|11|0|£238.50|Healthcare|28 Jun 2022
Calder Vale Leisure Centre|CALDER|estates@caldervale.example|active|31|3|£9,640.00|Public sector,Pool|15 Apr 2019
Castlegate Apartments|CASTLE|hello@castlegate.example|active|22|1|£1,905.25|Lettings,Keys held|3 Feb 2021
Copper Kettle Tearoom|KETTLE|marion@copperkettle.example|inactive|3|0|£0.00|Catering|11 May 2022
Dunmore Hotel|DUNMORE|facilities@dunmorehotel.example|active|27|2|£4,318.60|24 h call-out,Catering|8 Aug 2019
Elm Park Nursery|ELMPARK|elmpark@littleoaks.example|active|5|0|£0.00|Service plan|23 Oct 2023
Fairweather Estates|FAIRW|repairs@fairweather.example|active|48|4|£12,070.00|Lettings|1 Mar 2018
Gull Rock Caravan Park|GULLROCK|site@gullrock.example|active|8|1|£655.00|Coast|30 Apr 2024
Halden Kommune|HALDEN|eiendom@halden.example|active|36|5|NOK 84,200.00|Public sector,Abroad|12 Dec 2020
Harbour Fish Market|HARBOUR|tom@harbourfish.example|active|7|0|£188.40|Coast,Catering|6 Jul 2023
Ibbotson Joinery|IBBOT|workshop@ibbotson.example|active|1|0|£0.00||17 Nov 2026
Kestrel Self Storage|KESTREL|ops@kestrelstorage.example|inactive|4|1|£96.00|Lettings|14 Feb 2022
Larkspur Care Home|LARKSPUR|maintenance@larkspur.example|active|19|1|£2,746.15|Healthcare,24 h call-out|25 May 2020"""
_KEYS = ("name", "code", "email", "status", "jobs", "projects", "outstanding", "tags", "created")


def _customer(line: str) -> dict[str, Any]:
    values = dict(zip(_KEYS, line.split("|"), strict=True))
    return values | {"tags": [tag for tag in values["tags"].split(",") if tag]}


CUSTOMERS = [_customer(line) for line in _ROWS.splitlines()]
