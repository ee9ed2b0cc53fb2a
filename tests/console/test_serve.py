import json
import os
import re
import signal
import subprocess
import sys
import time

from tests.console.program import ROOT, Program, free_port, until

WEB, WORKER, SCHEDULER = r"-m granian", r"--only worker", r"--only scheduler"


def enqueue(program: Program, path, seconds):
    command = [sys.executable, "-m", "tests.console.enqueue", str(path), str(seconds)]
    environment = program.environment | {"DJANGO_SETTINGS_MODULE": "clientele.config.settings"}
    subprocess.run(command, env=environment, cwd=ROOT, check=True)


def lines(path):
    return path.read_text().split() if path.exists() else []


def test_it_prints_its_address_once_it_answers_and_is_ready(server):
    greeted = [line for line in server.said().splitlines() if "Clientele is at" in line]
    assert greeted == [f"Clientele is at http://localhost:{server.port}"]
    assert server.get("/livez") == (200, '{"status": "alive"}')
    assert server.get("/readyz") == (200, '{"status": "ready"}')
    status, page = server.get("/accounts/login/")
    assert status == 200
    style = re.search(r"/static/clientele/app\.[0-9a-f]{12}\.css", page)
    assert style, page[:2000]
    assert server.get(style[0])[0] == 200


def test_logs_are_objects_with_the_request_in_them(server):
    server.get("/accounts/login/?next=/somewhere/")
    until(lambda: "/accounts/login/" in server.said())
    told = [json.loads(line) for line in server.said().splitlines() if line.startswith("{")]
    (line,) = [each for each in told if each["event"] == "request"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/accounts/login/", 200)


def test_what_is_killed_comes_back(server):
    for pattern in (WORKER, SCHEDULER, WEB):
        (*_, victim) = server.children(pattern)
        os.kill(victim, signal.SIGKILL)
        until(lambda: victim not in server.children(pattern) and server.children(pattern), seconds=30)  # noqa: B023
    until(lambda: server.get("/readyz")[0] == 200)


def test_a_killed_web_server_leaves_nothing_on_its_port(server):
    master = min(server.children(WEB))
    os.kill(master, signal.SIGKILL)
    until(lambda: master not in server.children(WEB) and server.children(WEB), seconds=30)
    until(lambda: server.get("/livez")[0] == 200)
    assert server.stop() == 0
    until(lambda: server.get("/livez")[0] == 0)


def test_a_task_outlives_its_worker(program, server, tmp_path):
    path = tmp_path / "lines"
    enqueue(program, path, 1.5)
    until(lambda: lines(path) == ["begun"])
    os.kill(server.children(WORKER)[0], signal.SIGKILL)
    until(lambda: lines(path) == ["begun", "begun", "ended"], seconds=40)


def test_it_stops_at_once_when_idle_and_ends_well(server):
    children = server.children(f"{WEB}|{WORKER}|{SCHEDULER}")
    begun = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - begun < 10
    assert children
    assert not any(alive(pid) for pid in children)


def test_a_running_task_is_finished_before_it_stops(program, server, tmp_path):
    path = tmp_path / "lines"
    enqueue(program, path, 2)
    until(lambda: lines(path) == ["begun"])
    assert server.stop(signal.SIGINT) == 0
    assert lines(path) == ["begun", "ended"]


def test_its_children_go_with_it_when_it_is_killed(server):
    children = server.children(f"{WEB}|{WORKER}|{SCHEDULER}")
    assert len(children) >= 4
    server.process.kill()
    server.process.wait()
    until(lambda: server.get("/livez")[0] == 0)
    until(lambda: not any(alive(pid) for pid in children))


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_taken_port_is_told_in_one_line(program, server):
    done = program.run("serve", "--port", str(server.port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"clientele: Port {server.port} is in use. Choose another: --port {server.port + 1}\n"


def test_an_unmigrated_database_is_told_in_one_line(fresh_program):
    done = fresh_program.run("serve", "--port", str(free_port()))
    assert done.returncode == 1
    assert re.fullmatch(
        r"clientele: The database needs \d+ steps to this version\. Run: clientele migrate\n", done.stderr
    )


def test_the_demo_loads_once_and_says_how_to_sign_in(fresh_program):
    for first in (True, False):
        demo = fresh_program.start("demo")
        try:
            demo.wait_until_it_greets()
            until(lambda: "Stop with Ctrl-C." in demo.said())  # noqa: B023
        finally:
            assert demo.stop(signal.SIGINT) == 0
        assert ("Adding a sample firm" in demo.said()) == first
        assert "Sign in as owner@brightwater.example with the password warm-radiators" in demo.said()
