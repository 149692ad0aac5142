"""The inside of a child process that reads one document: it bounds itself, reads, and answers once.

Importing this module sets Django up where nobody has, since a child begins with nothing.
"""

import logging
import os
import pickle
import resource
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import Any

import django
from django.apps import apps

if not apps.ready:
    django.setup()

# A fork server loads this module once; the reading of each document then finds all of it in memory.
from budgets.documents import read, unowned  # noqa: E402, F401
from budgets.documents.grids import DocumentError  # noqa: E402
from budgets.documents.reading import Reading  # noqa: E402

logger = logging.getLogger(__name__)

Reader = Callable[..., Reading]
# What a thread that only waits needs for its calls.
SMALL_STACK = 256 * 1024


@dataclass(frozen=True)
class Limits:
    """What the reading of one document may take: bytes of data, seconds of a processor, seconds by the clock."""

    memory_bytes: int
    processor_seconds: int
    seconds: int


@dataclass(frozen=True)
class Answer:
    """What a child says at its end: a reading, or why there is none; and the most memory it has held, in bytes."""

    reading: Reading | None = None
    refusal: str = ""
    is_out_of_memory: bool = False
    is_broken: bool = False
    peak_memory: int = 0


def answer(connection: Connection, request: bytes, limits: Limits) -> None:
    """Read the document that a request holds and send the answer; the process that asked may be gone by then."""
    _follow_the_parent()
    _bound(limits)
    try:
        connection.send_bytes(_packed(_answer(request)))
    except BrokenPipeError:
        logger.info("Nobody waits for the answer any more.")


def _answer(request: bytes) -> Answer:
    """Read the document of a request; whatever goes wrong becomes an answer as well."""
    try:
        reader, name, content, *rest = pickle.loads(request)
        reading = reader(name, content, *rest)
    except DocumentError as error:
        # A reader takes whatever stops it for damage of the file.
        return Answer(is_out_of_memory=True) if _is_for_memory(error) else Answer(refusal=str(error))
    except MemoryError:
        return Answer(is_out_of_memory=True)
    except Exception:
        # A fault of ours, not of the document: it must be seen, and must not stop whoever reads many.
        logger.exception("A document could not be read.")
        return Answer(is_broken=True)
    # Whoever asked has the bytes already.
    reading.document.content = b""
    return Answer(reading)


def _is_for_memory(error: BaseException) -> bool:
    """Tell whether a want of memory lies behind an error, which libraries wrap into errors of their own."""
    causes = [error.__cause__ or error.__context__, *error.args]
    return isinstance(error, MemoryError) or any(
        _is_for_memory(cause) for cause in causes if isinstance(cause, BaseException)
    )


def _packed(found: Answer) -> bytes:
    """Return an answer as bytes, with the memory it took; one too large for what memory is left says so."""
    try:
        return pickle.dumps(replace(found, peak_memory=_peak_memory()))
    except MemoryError:
        return pickle.dumps(Answer(is_out_of_memory=True, peak_memory=_peak_memory()))


def _peak_memory() -> int:
    """Return the most memory that this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _bound(limits: Limits) -> None:
    """Let the system hold this process to its limits, and leave no picture of its memory behind."""
    _limit(resource.RLIMIT_DATA, limits.memory_bytes)
    _limit(resource.RLIMIT_CPU, limits.processor_seconds)
    _limit(resource.RLIMIT_CORE, 0)


def _limit(kind: int, most: int) -> None:
    """Set a limit, or keep the tighter one that the system has set already."""
    _soft, hard = resource.getrlimit(kind)
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (soft, hard))


def _follow_the_parent() -> None:
    """End this process as soon as the one that asked ends; Ctrl-C is for that one to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.stack_size(SMALL_STACK)
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: Any) -> None:
    """Wait for the parent's end, which closes its end of a pipe, and end at once."""
    wait([sentinel])
    os._exit(1)
