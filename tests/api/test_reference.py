import re

from clientele.api.document import document
from clientele.api.reference.reading import chapters


def test_the_page_shows_every_route_with_a_call_to_copy(client):
    page = client.get("/api/v1/docs")
    assert page.status_code == 200
    text = page.content.decode()
    for path, item in document()["paths"].items():
        assert f"<code>{path}</code>" in text
        for operation in item.values():
            assert f'id="{operation["operationId"]}"' in text
    assert text.count("<pre") > len([route for chapter in chapters() for route in chapter.routes])
    assert "<script>" not in text
    assert "style=" not in text


def test_every_link_of_the_page_leads_somewhere_on_it(client):
    text = client.get("/api/v1/docs").content.decode()
    ids = set(re.findall(r' id="([^"]+)"', text))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= ids


def test_fields_are_told_by_their_path_and_in_words():
    customers = next(chapter for chapter in chapters() if chapter.name == "Customers")
    create = next(route for route in customers.routes if route.id == "create_customer")
    told = {line.name: line.takes for line in create.body}
    assert told["name"] == "text, at most 200 characters"
    assert told["billing.email"] == "text, at most 254 characters or null"
    assert told["tags"] == "list of text, at most 50 characters"
    assert [line.name for line in create.body if line.is_required] == ["name"]
    assert "curl -X POST" in create.call
    codes = {code for answer in create.answers for code, _ in answer.codes}
    assert {"customer_name_taken", "validation_error", "unauthenticated"} <= codes
