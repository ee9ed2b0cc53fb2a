"""A mail server that keeps what it is given, and can withhold its answer to one of the mails."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread


class Post(ThreadingTCPServer):
    """`subjects` of all mails as they came; `holds_back` counts down to the one that is not answered."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.subjects: list[str] = []
        self.holds_back = 0
        self.is_held, self.closes = Event(), Event()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def take(self, mail: bytes) -> None:
        self.subjects.append(str(message_from_bytes(mail, policy=policy.default)["subject"]))
        if len(self.subjects) == self.holds_back:
            self.is_held.set()
            self.closes.wait()


class _Talk(StreamRequestHandler):
    server: Post

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline():
            verb = line[:4].strip().upper()
            if verb == b"DATA":
                self._say("354 go on")
                self.server.take(b"".join(iter(self.rfile.readline, b".\r\n")))
            self._say("221 bye" if verb == b"QUIT" else "250 good")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def a_post() -> Iterator[Post]:
    with Post() as post:
        Thread(target=post.serve_forever, daemon=True).start()
        yield post
        post.closes.set()
        post.shutdown()
