"""The `clientele` command."""

import importlib
import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter, _SubParsersAction
from collections.abc import Sequence
from typing import NoReturn

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError

from clientele.console.commands import COMMANDS, Command, known_commands
from clientele.console.terminal import Problem, complain
from clientele.kit.refusals import Refusal

INTERRUPTED = 130


def _formatter(prog: str) -> RawDescriptionHelpFormatter:
    return RawDescriptionHelpFormatter(prog, max_help_position=30)


class Parser(ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        complain(f"{message}. Try: {self.prog} --help")
        sys.exit(2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit code: 0 done, 1 refused, 2 not understood, 130 interrupted."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    if not getattr(options, "command", None):
        (getattr(options, "group", None) or parser).print_help()
        return 0 if not (arguments if arguments is not None else sys.argv[1:]) else 2
    if options.traceback:
        return _run(known_commands()[options.command], options)
    try:
        return _run(known_commands()[options.command], options)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001
        complain(_sentence(error))
        return 1


def build_parser() -> Parser:
    """The parser of every command, without loading any."""
    parser = Parser(
        prog="clientele", description="The customer hub for service businesses.", formatter_class=_formatter
    )
    parser.add_argument("--traceback", action="store_true", help="where something breaks, show where")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    groups: dict[str, _SubParsersAction[Parser]] = {}
    for command in COMMANDS:
        first, _, second = command.words.partition(" ")
        place = commands if not second else groups.get(first) or _group(first, commands, groups)
        _add(command, second or first, place)
    return parser


def _group(
    name: str, commands: "_SubParsersAction[Parser]", groups: dict[str, "_SubParsersAction[Parser]"]
) -> "_SubParsersAction[Parser]":
    kinds = " or ".join(word.words.split()[1] for word in COMMANDS if word.words.startswith(f"{name} "))
    parser = commands.add_parser(name, help=f"{kinds}, see: clientele {name} --help")
    parser.set_defaults(group=parser)
    groups[name] = parser.add_subparsers(title="commands", metavar="COMMAND")
    return groups[name]


def _add(command: Command, name: str, place: "_SubParsersAction[Parser]") -> None:
    parser = place.add_parser(
        name,
        help=command.does.split(". ")[0].split(":")[0].rstrip("."),
        description=command.does,
        epilog=f"example:\n  {command.example}",
        formatter_class=_formatter,
    )
    command.options(parser)
    parser.set_defaults(command=command.words)


def _run(command: Command, options: Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientele.config.settings")
    if command.module == "demo":
        os.environ.setdefault("CLIENTELE_DEVELOPMENT", "1")
    if command.module != "serve":
        os.environ.setdefault("CLIENTELE_LOG_LEVEL", "warning")
    if getattr(options, "port", None):
        os.environ["PORT"] = str(options.port)
    django.setup()
    if "port" in options and options.port is None:
        options.port = settings.PORT
    module = importlib.import_module(f"clientele.console.{command.module}")
    ended: int | None = module.run(options)
    return ended or 0


def _sentence(error: Exception) -> str:
    """What went wrong, in one line."""
    told = " ".join(str(error).split())
    if isinstance(error, Refusal):
        named = [f"{one.field}: {one.message}" if one.field else one.message for one in error.errors]
        return " ".join(named) or error.message
    if isinstance(error, OperationalError) and "connect" in str(error):
        return f"The database cannot be reached, look at DATABASE_URL. It says: {told}"
    if isinstance(error, DatabaseError):
        return f"The database is new or of another version, try: clientele migrate. It says: {told}"
    if isinstance(error, FileNotFoundError):
        return f"There is no file {error.filename}."
    if isinstance(error, IsADirectoryError):
        return f"{error.filename} is a folder, not a file."
    if isinstance(error, PermissionError) and error.filename:
        return f"{error.filename} may not be read or written here."
    if isinstance(error, Problem | ImproperlyConfigured | OSError):
        return told
    return f"Something broke: {type(error).__name__}: {told}. Where: clientele --traceback ..."
