import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clientele.exchange.models import Import
from tests.exchange.conftest import own_storage  # noqa: F401

HERE = "/brightwater/customers/import/"


@pytest.fixture
def client(dana, sign_in):
    return sign_in(dana)


@pytest.fixture
def send(client):
    """Sends a file in as the form does."""

    def make(content, name="customers.csv"):
        data = content if isinstance(content, bytes) else content.encode()
        return client.post(HERE, {"file": SimpleUploadedFile(name, data)})

    return make


@pytest.fixture
def sent(send):
    """An import that was sent in and checked: its address and itself."""

    def make(content, name="customers.csv"):
        answer = send(content, name)
        assert answer.status_code in {302, 303}, answer.content.decode()
        return answer["Location"], Import.objects.latest("pk")

    return make
