"""The benchmark runs and prints every line; how fast anything was is never a test."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.asked import INVOICE_PAGES, PAGES

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(os.environ.get("CLIENTELE_TEST_DB") == "postgresql", reason="it starts a database of its own")
def test_every_line_is_printed():
    command = [
        sys.executable,
        "-m",
        "bench",
        "--sizes",
        "200",
        "--databases",
        "sqlite",
        "--requests",
        "2",
        "--rows",
        "300",
        "--invoices",
        "200",
        "--finalised",
        "40",
        "--batch",
        "4",
    ]
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CLIENTELE_DATA")}
    done = subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    for label in (
        *(asked.label for asked in (*PAGES, *INVOICE_PAGES)),
        "Create",
        "Edit",
        "First load",
        "Swap of the list",
        "Memory",
        "Import:",
        "Finalising: ",
        "Month's end: ",
        "PDF: ",
    ):
        assert f"\n{label}" in done.stdout
