import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dev
import dev_install
from tests.environment import browser, debian
from tests.environment.registries import lines_naming_a_registry

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PINS = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text().split())


def test_make_alone_says_what_each_target_does():
    said = subprocess.run(["make", "--silent", f"PYTHON={sys.executable}"], cwd=ROOT, capture_output=True, text=True)
    lines = dict(re.findall(r"^make (\S+) +(.+)$", said.stdout, re.MULTILINE))
    assert set(lines) == set(dev.COMMANDS)
    assert all(len(line) < 100 for line in said.stdout.splitlines())


def test_every_command_is_a_target_of_the_makefile():
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony
    assert set(phony[1].split()) - {"help"} == set(dev.COMMANDS)


def test_an_unknown_command_is_refused_with_the_known_ones(capsys):
    assert dev.main(["rnu"]) == 2
    assert capsys.readouterr().out.startswith("There is no command rnu.\n\nmake run ")


def test_an_old_python_is_told_which_one_is_needed(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9))
    monkeypatch.setattr(dev, "runs", lambda python: False)
    assert dev.begin_again_with_a_newer_python() == 1
    assert capsys.readouterr().out == "Clientele needs Python 3.11 or newer; this is 3.9.\n"


def test_an_old_python_can_read_that_far():
    ast.parse((ROOT / "dev.py").read_text(), feature_version=(3, 6))


def test_a_missing_venv_module_is_told_with_its_package(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setattr(debian, "install", lambda *packages: False)
    with pytest.raises(dev_install.Stop, match=r"^Python's venv module is missing: .* python3\.\d+-venv$"):
        dev_install.make_venv(tmp_path / "venv")


def test_a_missing_browser_is_told_in_one_line(monkeypatch):
    monkeypatch.setattr(browser, "find_chromium", lambda: None)
    monkeypatch.setattr(debian, "can_install", lambda: False)
    with pytest.raises(browser.BrowserMissing, match=r"^The browser tests need Chromium: [^\n]+$"):
        browser.chromium()


@pytest.fixture
def steps(monkeypatch, tmp_path):
    """A working copy in which steps are written down instead of taken."""
    taken = []
    for name, value in {"ROOT": tmp_path, "VENV": tmp_path / ".venv", "CACHE": tmp_path / ".cache"}.items():
        monkeypatch.setattr(dev_install, name, value)
    monkeypatch.setattr(dev_install, "BUILT", tmp_path / "built")
    monkeypatch.setattr(dev_install, "make_venv", lambda folder: None)
    monkeypatch.setattr(dev_install, "step", lambda title, *rest: taken.append(title))
    for folder in (".venv", "node_modules", "built"):
        (tmp_path / folder).mkdir()
    for name in ("pyproject.toml", "package.json", "package-lock.json", "built/app.css"):
        (tmp_path / name).write_text(name)
    return taken


def test_a_second_start_installs_and_builds_nothing(steps):
    for _ in range(2):
        dev_install.install()
        dev_install.build_front_end()
    assert steps == [
        "Installing Clientele",
        "Installing what the front end is built with",
        "Building the front end",
    ]


def test_what_changed_is_installed_and_built_anew(steps, tmp_path):
    dev_install.install(development=True)
    dev_install.build_front_end()
    steps.clear()
    (tmp_path / "clientele/desk").mkdir(parents=True)
    (tmp_path / "clientele/desk/page.html").write_text("{{ icon('home') }}")
    dev_install.install()
    dev_install.build_front_end()
    assert steps == ["Building the front end"]
    (tmp_path / "pyproject.toml").write_text("changed")
    dev_install.install()
    assert steps[1:] == ["Installing Clientele"]


def test_every_dependency_is_pinned_to_a_version_it_allows():
    pins = {canonicalize_name(name): version for name, version in PINS.items()}
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    needs = [Requirement(need) for need in wanted]
    here = [need for need in needs if need.marker is None or need.marker.evaluate()]
    assert [str(need) for need in here if pins.get(canonicalize_name(need.name)) is None] == []
    assert [str(need) for need in here if not need.specifier.contains(pins[canonicalize_name(need.name)])] == []


def test_no_committed_file_names_a_registrys_address():
    assert lines_naming_a_registry() == []


def test_a_registrys_address_would_be_found(tmp_path):
    (tmp_path / "notes.txt").write_text("one\nsee https://files." + "pythonhosted" + ".org/x\n")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "notes.txt"], cwd=tmp_path, check=True)
    assert lines_naming_a_registry(tmp_path) == ["notes.txt:2"]


def test_the_picture_shows_the_house_as_it_is():
    drawn = subprocess.run(
        [sys.executable, "-c", "import picture; print(picture.drawn(), end='')"],
        cwd=ROOT / "docs",
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert drawn.stdout == (ROOT / "docs/architecture.svg").read_text(), "make picture draws it anew"


def test_a_wheel_holds_the_pages_and_the_built_front_end_but_no_sources_of_it(tmp_path):
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        str(tmp_path),
        str(ROOT),
    ]
    made = subprocess.run(command, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    inside = {path.relative_to(ROOT).as_posix() for path in (ROOT / "clientele").rglob("*") if path.is_file()}
    meant = {name for name in inside if "/frontend/" not in name and "__pycache__" not in name}
    assert {name for name in names if ".dist-info/" not in name} == meant
    assert {"clientele/ui/static/clientele/app.css", "clientele/ui/static/clientele/app.js"} <= names
    assert {"clientele/billing/documents/fonts/Inter_400Regular.ttf"} <= names
