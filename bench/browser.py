"""A browser, as far as speed is concerned: one lasting connection, cookies, compressed answers, filled-in forms."""

import gzip
import http.client
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br",
    "Accept-Language": "en-GB,en;q=0.5",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
}


@dataclass(frozen=True)
class Answer:
    """What came back, how many bytes that was on the wire, and how long the last of them took."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()

    @property
    def weight(self) -> int:
        return len(self.body) + sum(len(name) + len(value) + 4 for name, value in self.headers.items())


class Browser:
    """One person's connection to one server."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._cookies: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return self._ask("POST", path, urlencode(fields), headers)

    def form(self, path: str, holding: str) -> dict[str, str]:
        """The fields of the form on a page that has a field of that name, filled in as it came."""
        answer = self.get(path)
        reader = _Forms()
        reader.feed(answer.text)
        found = next((fields for fields in reader.forms if holding in fields), None)
        if answer.status != 200 or found is None:
            raise SystemExit(f"{path} answered {answer.status} without a form that has “{holding}”.")
        return found

    def sign_in(self, email: str, password: str) -> None:
        fields = self.form("/accounts/login/", "login") | {"login": email, "password": password}
        answer = self.post("/accounts/login/", fields)
        if answer.status != 302:
            raise SystemExit(f"Signing in was answered {answer.status}.")

    def _ask(self, method: str, path: str, body: str | None, more: dict[str, str]) -> Answer:
        headers = {**HEADERS, **more}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        started = time.perf_counter()
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - started
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return Answer(response.status, response.headers, content, seconds)


@dataclass
class _Forms(HTMLParser):
    """Reads every form of a page: the values a browser would send if nothing was touched."""

    forms: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._area = self._choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        if not self.forms:
            return
        name, fields = given.get("name", ""), self.forms[-1]
        if tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            fields[name] = given.get("value", "on" if given.get("type") == "checkbox" else "")
        elif tag == "textarea":
            self._area, fields[name] = name, ""
        elif tag == "select":
            self._choice = name
        elif tag == "option" and self._choice and ("selected" in given or self._choice not in fields):
            fields[self._choice] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self._area = self._choice = ""
