import csv
import io
import json
import subprocess
import sys
import time
import zipfile

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail

from clientele.accounts.models import ApiToken, Organization, User
from clientele.accounts.queries import token_that_opens
from clientele.background.operations import run_waiting_tasks
from clientele.console import check as check_command
from clientele.console.commands import COMMANDS
from clientele.console.main import build_parser, main
from clientele.customers.operations import dismiss_duplicate
from clientele.kit.tenancy import inside
from clientele.trail.sealing import seal_entries, settled
from clientele.upkeep.queries import schema
from tests.cast import NOW, PASSWORD


@pytest.fixture
def run(capsys, monkeypatch):
    def command(*arguments: str, given: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        code = main(arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    return command


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.words)
def test_help_says_what_a_command_does_with_an_example(command, capsys):
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args([*command.words.split(), "--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert " ".join(told.split()).count(command.does) == 1
    assert f"example:\n  {command.example}" in told


def test_the_examples_are_understood():
    for command in COMMANDS:
        example = command.example.rpartition("| ")[2].replace("'", "").split("clientele ", 1)[1]
        words = example.replace("Brightwater Heating", "Brightwater").replace("Ada Cole", "Ada").split()
        assert build_parser().parse_args(words).command == command.words


def test_help_needs_no_database_and_no_time(tmp_path):
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "clientele", "--help"], capture_output=True, text=True, cwd=tmp_path,
        env={"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"},
    )  # fmt: skip
    assert done.returncode == 0
    assert "django.db.models.base" not in done.stderr
    assert list(tmp_path.iterdir()) == []
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize(
    "arguments, told",
    [
        (["nothing"], "invalid choice: 'nothing'"),
        (["serve", "--port", "99999"], "99999 is not a port"),
        (["serve", "--workers", "0"], "0 is not a number from 1 to 64"),
        (["token", "create"], "--user, --organization"),
    ],
)
def test_what_is_not_understood_is_told_in_one_line(arguments, told, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    error = capsys.readouterr().err
    assert ended.value.code == 2
    assert told in error
    assert error.count("\n") == 1


@pytest.mark.django_db
def test_an_organisation_with_its_first_person_and_token(run):
    assert run("organization", "create", "--name", "New Firm", "--slug", "new-firm")[0] == 0
    given = ("member", "create", "--organization", "new-firm", "--email", "Ada@New.example", "--role", "owner")
    code, _, error = run(*given)
    assert (code, error) == (1, "clientele: Ada@New.example is new here, so a name is needed: --name 'Ada Cole'\n")
    code, _, error = run(*given, "--name", "Ada Cole", given=PASSWORD)
    assert (code, "--password-stdin" in error) == (1, True)
    code, out, _ = run(*given, "--name", "Ada Cole", "--password-stdin", given=f"{PASSWORD}\n")
    assert (code, out) == (0, "Ada Cole is in New Firm as Owner.\n")
    assert User.objects.get(email="ada@new.example").check_password(PASSWORD)

    code, out, error = run("token", "create", "--user", "ada@new.example", "--organization", "new-firm", "--read-only")
    assert (code, error, out.count("\n")) == (0, "", 1)
    token = token_that_opens(out.strip(), at=NOW)
    assert token.read_only
    with inside(Organization.objects.get(slug="new-firm")):
        assert ApiToken.objects.count() == 1


def test_a_person_who_is_here_joins_another_firm_without_a_password(run, olive, outpost):
    code, out, _ = run("member", "create", "--organization", "outpost", "--email", olive.user.email, "--role", "lead")
    assert (code, out) == (0, "Olive Owner is in Outpost Electric as Lead.\n")


def test_a_second_factor_is_taken_off_an_account(run, olive):
    TOTP.activate(olive.user, generate_totp_secret())
    code, out, _ = run("second-factor", "reset", "--user", olive.user.email.upper())
    told = "olive@brightwater.example signs in with the password alone until a second factor is set up anew.\n"
    assert (code, out) == (0, told)
    assert not Authenticator.objects.exists()


REFUSALS = {
    "second-factor reset --user x@y.example": "There is no account with x@y.example.",
    "second-factor reset --user olive@brightwater.example": "olive@brightwater.example has no second factor.",
    "token create --user x@y.example --organization none": "There is no organisation none. There are: brightwater.",
    "token create --user x@y.example --organization brightwater": (
        "x@y.example is not a member of brightwater. Add them: clientele member create"
    ),
    "organization create --name B --slug brightwater": "slug: The address “brightwater” is taken. Choose another.",
    "organization create --name B --slug A": "slug: Use 3 to 50 of a-z, 0-9 and hyphens.",
    "member create --organization brightwater --email olive@brightwater.example --role king": (
        "There is no role king in brightwater, but: Member, Lead, Admin, Owner."
    ),
    "member create --organization brightwater --email olive@brightwater.example --role lead": (
        "email: Olive Owner is in the team already."
    ),
    "customers import none.csv --organization brightwater": "There is no file none.csv.",
    "customers import / --organization brightwater": "/ is a folder, not a file.",
    "customers export --organization brightwater --to /none/list.csv": "There is no folder /none.",
    "customers export --organization brightwater --to /": "/ is a folder, not a file.",
    "customers export --organization brightwater --as x@y.example": (
        "x@y.example is not a member of brightwater. Add them: clientele member create"
    ),
}


@pytest.mark.parametrize("arguments, told", REFUSALS.items())
def test_a_refusal_is_one_line(run, organization, arguments, told):
    code, out, error = run(*arguments.split())
    assert (code, out, error) == (1, "", f"clientele: {told}\n")


def test_who_may_not_export_is_told_so(run, theo):
    code, _, error = run("customers", "export", "--organization", "brightwater", "--as", theo.user.email)
    assert (code, error) == (1, "clientele: Theo Technician may not export customers of brightwater.\n")


def test_somebody_is_invited_by_the_mail_that_a_page_sends(run, olive, ada):
    arguments = ("invitation", "create", "--organization", "brightwater", "--email", "sam@new.example", "--role")
    assert run(*arguments, "lead") == (0, "sam@new.example is invited to Brightwater Heating as Lead.\n", "")
    run_waiting_tasks()
    assert mail.outbox[-1].subject == "Olive Owner invites you to Brightwater Heating"
    code, _, error = run(*arguments, "owner", "--as", ada.user.email)
    told = "clientele: Ada Admin may not invite anybody as Owner to brightwater.\n"
    assert (code, error.endswith(told)) == (1, True)


def test_possible_duplicates_are_listed_apart_by_tabs(run, anders, a_customer, olive):
    double = a_customer(f"{anders.name} Ltd")
    arguments = ("customers", "duplicates", "--organization", "brightwater")
    line = f"0.80\tname\t{anders.pk}\tANDERS\tAnders & Sons Bakery\t{double.pk}\t\tAnders & Sons Bakery Ltd\n"
    assert run(*arguments) == (0, line, "")
    dismiss_duplicate(anders, double, by=olive, at=NOW)
    assert run(*arguments) == (0, "", "")


def test_customers_are_exported_as_csv_and_xlsx(run, anders, tmp_path):
    path = tmp_path / "customers.csv"
    assert run("customers", "export", "--organization", "brightwater", "--to", str(path)) == (0, "", "")
    (row,) = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    assert (row["Name"], row["Code"]) == ("Anders & Sons Bakery", "ANDERS")
    book = tmp_path / "customers.xlsx"
    assert run("customers", "export", "--organization", "brightwater", "--to", str(book))[0] == 0
    assert zipfile.is_zipfile(book)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["customers.csv", "customers.xlsx"]


def test_an_organisation_takes_everything_with_it_but_secrets(run, olive, anders, foreign_customer, tmp_path):
    run("token", "create", "--user", olive.user.email, "--organization", "brightwater")
    seal_entries(up_to=settled(), at=NOW)
    path = tmp_path / "firm.zip"
    code, out, _ = run("export", "--organization", "brightwater", "--to", str(path))
    assert code == 0
    assert "of Brightwater Heating." in out
    with zipfile.ZipFile(path) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    (customer,) = json.loads(texts["tables/customer.json"])
    assert customer["name"] == "Anders & Sons Bakery"
    assert json.loads(texts["tables/member.json"])[0]["email"] == "olive@brightwater.example"
    (seal,) = json.loads(texts["tables/seal.json"])
    assert seal["entries"] == len(json.loads(texts["tables/entry.json"]))
    assert "Outpost" not in "".join(texts.values())
    digest = ApiToken.objects.get().digest
    assert not any(secret in text for text in texts.values() for secret in (digest, olive.user.password))
    assert run("export", "--organization", "brightwater", "--to", str(path))[0] == 1


def test_data_is_verified(run, anders):
    code, out, error = run("verify-data")
    assert (code, out, error) == (0, "All is well in 1 organisation.\n", "")


@pytest.mark.django_db
def test_check_names_the_line_to_add(run, settings, monkeypatch):
    settings.DEVELOPMENT = True
    settings.BASE_URL = "https://clients.example"
    settings.IS_HTTPS = True
    settings.TRUSTED_PROXIES = 0
    monkeypatch.setattr(schema, "missing_migrations", lambda: ["customers.0002"])
    code, out, _ = run("check")
    assert code == 1
    assert "error: Development is on where others reach it. Write this line: CLIENTELE_DEVELOPMENT=0\n" in out
    assert "Write this line: CLIENTELE_TRUSTED_PROXIES=1\n" in out
    assert "error: The database needs 1 step to this version. Run: clientele migrate\n" in out


@pytest.mark.django_db
def test_check_is_content_with_development_on_this_machine(run):
    assert check_command.NOT_OURS
    assert run("check")[:2] == (0, "Nothing to add.\n")


def test_customers_are_imported_by_the_real_program(program, tmp_path):
    run = program.run
    assert run("organization", "create", "--name", "Firm", "--slug", "firm").returncode == 0
    person = ("member", "create", "--organization", "firm", "--email", "o@firm.example", "--role", "owner")
    assert run(*person, "--name", "Olga", "--password-stdin", given=PASSWORD).returncode == 0
    file = tmp_path / "kunden.csv"
    file.write_bytes(
        "Firma;Kürzel;E-Mail\nMüller & Söhne;MUE;info@mueller\nSchmidt;SCH;a@schmidt.example\n".encode("cp1252")
    )

    tried = run("customers", "import", str(file), "--organization", "firm", "--dry-run")
    assert (tried.returncode, tried.stderr) == (1, "")
    assert tried.stdout.startswith(
        "Would create 1, update 0, 0 stay as they are, 1 row refused.\n"
        "  Row 2, Müller & Söhne: “info@mueller” is not an email address. Correct it, or leave it blank."
    )
    refused = run("customers", "import", str(file), "--organization", "firm")
    assert (refused.returncode, refused.stderr) == (
        1, "clientele: Nothing was imported. Mend these rows, or leave them out with --only-good-rows\n"
    )  # fmt: skip
    rest = tmp_path / "rest.csv"
    given = ("--organization", "firm", "--only-good-rows", "--refused", str(rest))
    done = run("customers", "import", str(file), *given)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Created 1, updated 0, 0 stay as they are, 1 row refused.\n")
    assert "Müller & Söhne,MUE,info@mueller" in rest.read_text(encoding="utf-8-sig")
    again = run("customers", "import", str(file), *given)
    assert again.stdout.startswith("Created 0, updated 0, 1 stay as they are, 1 row refused.\n")
    exported = run("customers", "export", "--organization", "firm")
    assert exported.stdout.count("\n") == 2
