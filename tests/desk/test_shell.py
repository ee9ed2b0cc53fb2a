"""What stands around every page."""

import re

from django.test import Client
from django.urls import reverse


def test_signing_out_takes_the_token_of_the_page_it_is_on(olive):
    client = Client(enforce_csrf_checks=True)
    client.force_login(olive.user)
    for _ in range(2):
        page = client.get("/brightwater/customers/").content.decode()
        form = page[page.index('action="/accounts/logout/"') :]
        token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', form[: form.index("</form>")])[1]
    assert client.post(reverse("account_logout")).status_code == 403
    assert client.post(reverse("account_logout"), {"csrfmiddlewaretoken": token}).status_code == 302
