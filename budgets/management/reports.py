"""Reports that commands write for other programs."""

import json
import os
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def check_report(path: Path | None) -> None:
    """Raise CommandError where no report can be written, before anything is done."""
    if path is not None and (path.is_dir() or not os.access(path.parent, os.W_OK)):
        raise CommandError(_("无法写入报告 %s。") % path)


def write_report(path: Path | None, report: dict[str, Any]) -> None:
    """Write a report where one was asked for, whole or not at all: whoever looks at it never sees a part."""
    if path is None:
        return
    text = json.dumps(report, ensure_ascii=False, indent=1)
    target = path.resolve()
    if target.exists() and not target.is_file():
        # A pipe or a terminal takes what is written, and is not to be put another file in its place.
        target.write_text(text, encoding="utf-8")
        return
    made = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        made.write_text(text, encoding="utf-8")
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)
