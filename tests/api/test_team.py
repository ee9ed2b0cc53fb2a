from clientele.accounts.models import Member, Role


def role(kind):
    return Role.objects.get(kind=kind)


def test_every_member_sees_the_team_and_its_roles(calls, theo, olive):
    program = calls(theo)
    people = program.get("/members").json()["items"]
    assert [(person["name"], person["role"]["name"]) for person in people] == [
        ("Olive Owner", "Owner"),
        ("Theo Technician", "Member"),
    ]
    assert program.get(f"/members/{olive.pk}").json()["email"] == "olive@brightwater.example"
    assert [item["kind"] for item in program.get("/roles").json()["items"]] == ["member", "lead", "admin", "owner"]


def test_a_role_is_given_and_a_person_removed_and_taken_back(api, theo):
    path = f"/members/{theo.pk}"
    assert api.send("PATCH", path, {"role": role("lead").pk}).json()["role"]["name"] == "Lead"
    assert api.send("PATCH", path, {"is_active": False}).json()["is_active"] is False
    assert api.send("PATCH", path, {"is_active": True, "role": role("member").pk}).json()["is_active"] is True


def test_nobody_gives_more_than_they_hold_and_an_owner_is_changed_by_owners(calls, ada, olive, theo, api):
    admin = calls(ada)
    assert admin.send("PATCH", f"/members/{theo.pk}", {"role": role("owner").pk}).json()["code"] == "permission_denied"
    assert admin.send("PATCH", f"/members/{olive.pk}", {"is_active": False}).json()["code"] == "permission_denied"
    assert calls(theo).send("PATCH", f"/members/{theo.pk}", {"role": role("admin").pk}).status_code == 403
    last = api.send("PATCH", f"/members/{olive.pk}", {"role": role("member").pk})
    assert (last.status_code, last.json()["code"]) == (409, "last_owner")
    assert Member.objects.get(pk=olive.pk).is_owner


def test_a_role_is_made_changed_and_deleted(api, theo):
    made = api.send("POST", "/roles", {"name": "Dispatcher", "permissions": ["clients:view"]})
    assert (made.status_code, made.json()["kind"], made.json()["members"]) == (201, "custom", 0)
    changed = api.send("PATCH", made["Location"], {"permissions": ["clients:view", "notes:create"]}).json()
    assert (changed["name"], changed["permissions"]) == ("Dispatcher", ["clients:view", "notes:create"])
    api.send("PATCH", f"/members/{theo.pk}", {"role": made.json()["id"]})
    used = api.delete(made["Location"])
    assert (used.status_code, used.json()["code"]) == (409, "role_in_use")
    api.send("PATCH", f"/members/{theo.pk}", {"role": role("member").pk})
    assert api.delete(made["Location"]).status_code == 204


def test_roles_are_refused_as_on_the_pages(api, calls, dana):
    assert (
        api.send("POST", "/roles", {"name": "lead", "permissions": ["clients:view"]}).json()["code"]
        == "role_name_taken"
    )
    assert api.send("PATCH", f"/roles/{role('owner').pk}", {"name": "Boss"}).json()["code"] == "owner_role_fixed"
    assert api.delete(f"/roles/{role('lead').pk}").json()["code"] == "starting_role"
    unknown = api.send("POST", "/roles", {"name": "X", "permissions": ["clients:fly"]})
    assert [error["field"] for error in unknown.json()["errors"]] == ["permissions.0"]
    assert calls(dana).send("POST", "/roles", {"name": "X", "permissions": ["clients:view"]}).status_code == 403
