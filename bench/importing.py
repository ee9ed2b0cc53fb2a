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
    """How long the import ran, how long with checking the file before it, and the most memory of it all, in MiB."""

    rows: int
    seconds: float
    seconds_in_all: float
    memory: float

    @property
    def speed(self) -> float:
        return self.rows / self.seconds

    @property
    def speed_in_all(self) -> float:
        return self.rows / self.seconds_in_all


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
    in_all = time.monotonic() - started
    return Imported(rows, place.ask("imported", slug), in_all, most / 2**20)


def _write(file: Path, rows: int) -> None:
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(HEADINGS)
        for one in seeded_customers(rows):
            kept = one.values
            place = (kept["address_line1"], kept["city"], kept["postal_code"], "United Kingdom")
            writer.writerow([f"{one.name} Ltd", kept["email"], kept["phone"], *place, "", kept["status"]])
