from clientele.customers.models import Tag


def test_a_tag_is_made_renamed_and_deleted(api, a_customer):
    made = api.send("POST", "/tags", {"name": "Catering", "color": "amber"})
    assert (made.status_code, made.json()["used"], made.json()["color"]) == (201, 0, "amber")
    customer = a_customer(tags=("catering",))
    assert api.get(made["Location"]).json()["used"] == 1
    assert api.send("PATCH", made["Location"], {"name": "Food"}).json()["name"] == "Food"
    assert api.get(f"/customers/{customer.pk}").json()["tags"] == ["Food"]
    assert api.delete(made["Location"]).status_code == 204
    assert api.get(f"/customers/{customer.pk}").json()["tags"] == []


def test_a_name_of_a_tag_is_taken_once_whatever_its_case(api):
    api.send("POST", "/tags", {"name": "Catering"})
    response = api.send("POST", "/tags", {"name": "CATERING"})
    assert (response.status_code, response.json()["code"]) == (422, "tag_name_taken")


def test_tags_are_listed_by_name_and_searched(api):
    for name in ("north", "Catering", "Trade"):
        api.send("POST", "/tags", {"name": name})
    assert [item["name"] for item in api.get("/tags").json()["items"]] == ["Catering", "north", "Trade"]
    assert [item["name"] for item in api.get("/tags?sort=-name&search=TR").json()["items"]] == ["Trade"]


def test_a_tag_is_merged_into_another(api, a_customer):
    customer = a_customer(tags=("Food",))
    a_customer("Other", tags=("Catering",))
    food, catering = Tag.objects.get(name="Food"), Tag.objects.get(name="Catering")
    kept = api.send("POST", f"/tags/{food.pk}/merge", {"into": catering.pk})
    assert (kept.status_code, kept.json()["used"]) == (200, 2)
    assert api.get(f"/tags/{food.pk}").status_code == 404
    assert api.get(f"/customers/{customer.pk}").json()["tags"] == ["Catering"]
    itself = api.send("POST", f"/tags/{catering.pk}/merge", {"into": catering.pk})
    assert (itself.status_code, itself.json()["code"]) == (422, "same_tag")


def test_who_may_not_manage_tags_changes_none(calls, theo, dana, api):
    where = api.send("POST", "/tags", {"name": "Catering"})["Location"]
    program = calls(theo)
    for response in (
        program.send("POST", "/tags", {"name": "New"}),
        program.send("PATCH", where, {"name": "New"}),
        program.delete(where),
    ):
        assert response.json()["code"] == "permission_denied"
    assert program.get(where).status_code == 200
    assert calls(dana).send("POST", "/tags", {"name": "New"}).status_code == 201
