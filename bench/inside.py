"""Runs a module of this folder inside an installation and prints what its `answer` gives as one line of JSON."""

import importlib
import json
import sys

import django


def main() -> None:
    django.setup()
    module = importlib.import_module(f"bench.{sys.argv[1]}")
    print(json.dumps(module.answer(*sys.argv[2:])))


if __name__ == "__main__":
    main()
