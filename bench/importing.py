"""How fast `clientele customers import` takes in a file, from its start to its end."""

import csv
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.names import seeded_customers
from bench.places import ROOT, Place

GOAL = 5_000
HEADINGS = ("Customer", "Main Email", "Main Phone", "Bill to 1", "City", "Zip", "Country", "Account No.", "Status")


@dataclass(frozen=True)
class Imported:
    """Rows a second, and the most memory the command had, in MiB."""

    rows: int
    seconds: float
    memory: float

    @property
    def speed(self) -> float:
        return self.rows / self.seconds


def measure_import(place: Place, slug: str, rows: int) -> Imported:
    """A file of customers who are not there yet."""
    file = place.folder / "customers.csv"
    _write(file, rows)
    command = [sys.executable, "-m", "clientele", "customers", "import", str(file), "--organization", slug]
    started, most = time.monotonic(), 0
    process = subprocess.Popen(command, env=place.environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            most = max(most, watched.memory_info().rss)
        except psutil.NoSuchProcess:
            break
        time.sleep(0.05)
    if process.wait():
        raise SystemExit(f"The import ended with {process.returncode}.")
    return Imported(rows, time.monotonic() - started, most / 2**20)


def _write(file: Path, rows: int) -> None:
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(HEADINGS)
        for one in seeded_customers(rows):
            kept = one.values
            place = (kept["address_line1"], kept["city"], kept["postal_code"], "United Kingdom")
            writer.writerow([f"{one.name} Ltd", kept["email"], kept["phone"], *place, "", kept["status"]])
