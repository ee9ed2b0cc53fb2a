"""Every command, declared: its words, what it does, an example, its options; the file that runs it is loaded late."""

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass

from clientele.console import options

Options = Callable[[ArgumentParser], None]


@dataclass(frozen=True)
class Command:
    """One command; `module` is its file in this folder, with a function `run(options)`."""

    words: str
    module: str
    does: str
    example: str
    options: Options = options.none


COMMANDS = (
    Command(
        "demo",
        "demo",
        "Serve a sample firm to try things out on. Made on the first start, kept for the next.",
        "clientele demo --port 8080",
        options.serving,
    ),
    Command(
        "serve",
        "serve",
        "Serve Clientele: web, worker and scheduler together, until it is told to stop.",
        "clientele serve --workers 2 --migrate",
        options.supervised,
    ),
    Command(
        "migrate",
        "migrate",
        "Bring the database to this version: after installing, and after every upgrade.",
        "clientele migrate",
        options.migrate,
    ),
    Command(
        "organization create",
        "organization_create",
        "Add an organisation.",
        "clientele organization create --name 'Brightwater Heating' --slug brightwater",
        options.organization_create,
    ),
    Command(
        "member create",
        "member_create",
        "Add a person to an organisation; who is new here gets an account.",
        "pass show ada | clientele member create --organization brightwater --email ada@brightwater.example"
        " --role admin --name 'Ada Cole' --password-stdin",
        options.member_create,
    ),
    Command(
        "invitation create",
        "invitation_create",
        "Mail somebody an invitation into the team; it works for a week.",
        "clientele invitation create --organization brightwater --email sam@example.org --role lead",
        options.invitation_create,
    ),
    Command(
        "token create",
        "token_create",
        "Make an API token and print it, alone. It is shown this once.",
        "clientele token create --user ada@brightwater.example --organization brightwater --read-only",
        options.token_create,
    ),
    Command(
        "second-factor reset",
        "second_factor_reset",
        "Take authenticator app, recovery codes and passkeys off an account: for a lost phone, or a lost key.",
        "clientele second-factor reset --user ada@brightwater.example",
        options.second_factor_reset,
    ),
    Command(
        "customers import",
        "customers_import",
        "Add and update customers from a CSV or Excel file, as QuickBooks, Xero, HubSpot and others write them.",
        "clientele customers import customers.csv --organization brightwater --dry-run",
        options.importing,
    ),
    Command(
        "customers export",
        "customers_export",
        "Write customers as CSV, or as Excel where the file is called .xlsx.",
        "clientele customers export --organization brightwater --to customers.xlsx",
        options.customers_export,
    ),
    Command(
        "customers duplicates",
        "customers_duplicates",
        "List pairs of customers that may be the same, the likeliest first: likeness, reasons, and id, code and name of"
        " both, apart by tabs.",
        "clientele customers duplicates --organization brightwater",
        options.customers_duplicates,
    ),
    Command(
        "projects import",
        "projects_import",
        "Add and update projects from a CSV or Excel file. Each is known by its code, or by its name at its customer,"
        " so that a file taken twice adds nothing.",
        "clientele projects import projects.csv --organization brightwater --dry-run",
        options.importing,
    ),
    Command(
        "projects export",
        "projects_export",
        "Write projects as CSV, with the columns of the list.",
        "clientele projects export --organization brightwater --status active --output projects.csv",
        options.projects_export,
    ),
    Command(
        "time export",
        "time_export",
        "Write time entries as CSV, the oldest first.",
        "clientele time export --organization brightwater --from 2026-11-01 --to 2026-11-30 --status approved",
        options.time_export,
    ),
    Command(
        "invoices export",
        "invoices_export",
        "Write invoices and credit notes as CSV, with the columns of the list.",
        "clientele invoices export --organization brightwater --status sent --status partially_paid",
        options.invoices_export,
    ),
    Command(
        "invoices issue",
        "invoices_issue",
        "Finalise all drafts in one go, the oldest date first, and send them where asked to.",
        "clientele invoices issue --organization brightwater --until 2026-11-30 --send",
        options.invoices_issue,
    ),
    Command(
        "invoices pdf",
        "invoices_pdf",
        "Write the printed document of an invoice or a credit note, the same bytes each time.",
        "clientele invoices pdf INV-0042 --organization brightwater --output INV-0042.pdf",
        options.invoices_pdf,
    ),
    Command(
        "export",
        "export",
        "Write everything an organisation has as a ZIP of CSV and JSON files.",
        "clientele export --organization brightwater --to brightwater.zip",
        options.export,
    ),
    Command(
        "backup",
        "backup",
        "Write the whole installation into one archive, and try it by restoring it aside before saying so."
        " It is encrypted where CLIENTELE_BACKUP_KEY is set. No key is in it: keep them elsewhere.",
        "clientele backup clientele-2026-11-22.zip",
        options.backup,
    ),
    Command(
        "restore",
        "restore",
        "Put an archive in the place of what is here; what is here is kept aside. Stop Clientele first.",
        "clientele restore clientele-2026-11-22.zip --yes",
        options.restore,
    ),
    Command(
        "verify-data",
        "verify_data",
        "Check that what is stored is whole: keys, names, totals, trail, search. Changes nothing.",
        "clientele verify-data",
        options.verify_data,
    ),
    Command(
        "verify-audit",
        "verify_audit",
        "Check that the trail is as it was written, and name what was changed, removed or slipped in. Prints what the"
        " chain of each organisation ends in: keep that elsewhere.",
        "clientele verify-audit --organization brightwater",
        options.verify_data,
    ),
    Command(
        "rotate-keys",
        "rotate_keys",
        "Encrypt every stored secret with the newest of CLIENTELE_KEYS. Put a new key in front of the others, restart,"
        " run this, then take the older ones out.",
        "clientele rotate-keys --new-key",
        options.rotate_keys,
    ),
    Command(
        "check",
        "check",
        "Check the settings, and say which line to add.",
        "clientele check",
    ),
)


def known_commands() -> dict[str, Command]:
    """Every command by its words."""
    return {command.words: command for command in COMMANDS}
