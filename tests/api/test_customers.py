def test_a_customer_is_created_read_and_changed(api):
    made = api.send("POST", "/customers", {"name": "Anders", "address": {"city": "Portsmouth"}, "tags": ["Catering"]})
    assert made.status_code == 201, made.content
    assert made["ETag"] == '"1"'
    path = made["Location"]
    assert api.get(path).json() == made.json()
    changed = api.send("PATCH", path, {"phone": "1", "address": {"line1": "12 Mill Lane"}})
    assert changed.status_code == 200, changed.content
    assert changed.json()["address"]["city"] == "Portsmouth"
    assert api.get("/customers").json()["count"] == 1
