"""What can happen to an archive."""

import json
import zipfile
from pathlib import Path


def damaged(archive: Path, how: str) -> Path:
    """A copy of an archive that something happened to."""
    copy = archive.with_name(f"{how}.zip")
    if how in {"cut off", "empty"}:
        copy.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2 if how == "cut off" else 0])
        return copy
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(copy, "w") as target:
        manifest = json.loads(source.read("manifest.json"))
        members = {name: source.read(name) for name in source.namelist()}
        change(how, members, manifest)
        members["manifest.json"] = json.dumps(manifest).encode()
        if how == "no manifest":
            del members["manifest.json"]
        for name, content in members.items():
            target.writestr(name, content)
    return copy


def change(how: str, members: dict[str, bytes], manifest: dict) -> None:
    customers = "tables/customers_customer.jsonl"
    if how == "another value":
        members[customers] = members[customers].replace(b"Kunde", b"Kunda", 1)
    elif how == "a row less":
        members[customers] = members[customers].split(b"\n", 1)[1]
    elif how == "a table less":
        del members[customers], manifest["tables"]["customers_customer"]
    elif how == "a member more":
        members["tables/more.jsonl"] = b"[]\n"
    elif how == "another file":
        members["files/firm/ünïcode.bin"] = b"other"
    elif how == "a way out":
        manifest["files"]["../../escaped"] = manifest["files"].pop("firm/ünïcode.bin")
        members["files/../../escaped"] = members.pop("files/firm/ünïcode.bin")
    elif how == "a later version":
        manifest["migrations"].append(["customers", "9999_of_tomorrow"])
    elif how == "a later format":
        manifest["format"] = 2


FOUND_AT_ONCE = {
    "cut off": "damaged",
    "empty": "damaged",
    "no manifest": "not a backup",
    "a member more": "other parts than its manifest says",
    "a way out": "leads out of its folder",
    "a later format": "newer version of Clientele",
}

FOUND_BY_READING = {
    "another value": "customers_customer is not what was written",
    "another file": "ünïcode.bin is not what was written",
    "a table less": "its tables are not those of its version",
    "a later version": "newer version of Clientele",
}
