"""Steering programs that publish at the same moment."""

import subprocess
import time

from tests.services import PATIENCE


def go(publisher: subprocess.Popen) -> None:
    """Let a program that has found what it is to publish go on."""
    assert publisher.stdout.readline() == "ready\n"
    publisher.stdin.write("\n")
    publisher.stdin.flush()


def still_waiting(publishers: list[subprocess.Popen]) -> bool:
    """Tell whether programs wait for whoever holds what they need."""
    time.sleep(0.5)
    return all(publisher.poll() is None for publisher in publishers)


def ended(publisher: subprocess.Popen) -> str:
    """Return what a program said in the end."""
    said, _errors = publisher.communicate(timeout=PATIENCE)
    return said.strip()
