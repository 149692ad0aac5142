"""Read a document in a process of its own, so that no document takes the caller's time, memory or life.

The children come from a fork server: a process that has loaded the readers once, and has neither threads nor
connections to the database, so that a child begins within milliseconds and shares nothing with the caller.
"""

import pickle
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from types import TracebackType
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from budgets.documents.child import Answer, Limits, Reader, answer
from budgets.documents.grids import DocumentError
from budgets.documents.reading import Reading
from budgets.documents.unowned import read_any
from budgets.models import Department
from budgets.vocabulary import Phase

# How long a child whose answer has come, or that was told to end, is waited for.
PATIENCE = 10
# How often a caller who wants to know is told that a child still reads.
BEAT_SECONDS = 3

CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(["budgets.documents.child"])


@dataclass(frozen=True)
class Outcome:
    """What came of reading a document: a reading or an error, the seconds, and the most memory it took in bytes."""

    reading: Reading | None
    error: str
    seconds: float
    peak_memory: int

    def result(self) -> Reading:
        """Return the reading; raise DocumentError where there is none."""
        if self.reading is None:
            raise DocumentError(self.error)
        return self.reading


def limits_of_settings() -> Limits:
    """Return the limits that the settings name, and the usual ones where they name none."""
    return Limits(
        settings.READING_MEMORY_MEBIBYTES * 2**20,
        settings.READING_PROCESSOR_SECONDS,
        settings.READING_SECONDS,
    )


def read_isolated(
    name: str,
    content: bytes,
    department: Department,
    year: int | None = None,
    phase: Phase | None = None,
    *,
    alive: Callable[[], None] | None = None,
) -> Reading:
    """Read a document as `read_any` does, in a child process within the limits of the settings.

    A department that is stored comes with its region loaded: the child looks into no database. `alive` is called
    every few seconds while the child reads; what it raises ends the reading. Raises DocumentError also where the
    limits are reached or the child comes to grief.
    """
    with Child(read_any, name, content, department, year, phase) as child:
        while alive is not None and child.remaining and not child.has_answered(BEAT_SECONDS):
            alive()
        return child.outcome().result()


class Child:
    """A child process that reads one document by a reader of a module; it never outlives its `with` block."""

    def __init__(self, reader: Reader, name: str, content: bytes, *rest: Any, limits: Limits | None = None) -> None:
        self.limits = limits or limits_of_settings()
        self.content = content
        self.started = time.monotonic()
        self.connection, theirs = CONTEXT.Pipe(duplex=False)
        request = pickle.dumps((reader, name, content, *rest))
        self.process = CONTEXT.Process(target=answer, args=(theirs, request, self.limits), daemon=True)
        try:
            self.process.start()
        finally:
            # With our copy closed, a child that ends without an answer ends the waiting too.
            theirs.close()

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def remaining(self) -> float:
        """Seconds by the clock that the child still has."""
        return max(0.0, self.started + self.limits.seconds - time.monotonic())

    def has_answered(self, seconds: float) -> bool:
        """Wait for the answer, or the end, of the child for so long; tell whether it has come."""
        return self.connection.poll(min(seconds, self.remaining))

    def outcome(self) -> Outcome:
        """Wait for the answer, no longer than the limit, and return what came of the reading."""
        found = self._receive() if self.connection.poll(self.remaining) else Answer(refusal=self._too_slow())
        if found is None:
            self.process.join(PATIENCE)
            found = Answer(refusal=self._died(self.process.exitcode))
        self.stop()
        error = "" if found.reading is not None else self._reason(found)
        if found.reading is not None:
            found.reading.document.content = self.content
        return Outcome(found.reading, error, time.monotonic() - self.started, found.peak_memory)

    def stop(self) -> None:
        """End the child, whatever it does, and let go of what belonged to it."""
        if self.connection.closed:
            return
        if self.process.is_alive():
            self.process.kill()
            self.process.join(PATIENCE)
        self.process.close()
        self.connection.close()

    def _receive(self) -> Answer | None:
        """Return the answer, or None where the child has ended without one."""
        try:
            return pickle.loads(self.connection.recv_bytes())
        except (EOFError, ConnectionResetError):
            return None

    def _reason(self, found: Answer) -> str:
        """Say, for a clerk, why there is no reading."""
        if found.is_out_of_memory:
            message = _("读取需要的内存超过 %d MB 的上限，已停止。请检查文件是否正常，或拆分后再试。")
            return message % (self.limits.memory_bytes // 2**20)
        if found.is_broken:
            return _("读取这份文件时程序出错，没有读取。错误已记入日志，请联系系统维护人员。")
        return found.refusal

    def _too_slow(self) -> str:
        """Say that the clock ran out."""
        return _("读取超过 %d 秒，已停止。请检查文件是否正常，或拆分后再试。") % self.limits.seconds

    def _died(self, code: int | None) -> str:
        """Say how a child ended that gave no answer."""
        if code == -signal.SIGXCPU:
            message = _("读取用去的处理器时间超过 %d 秒，已停止。请检查文件是否正常，或拆分后再试。")
            return message % self.limits.processor_seconds
        message = _("读取这份文件的进程意外中止（%s），没有读取。文件可能已损坏，或需要过多内存；请重新导出后再试。")
        return message % (signal.Signals(-code).name if code is not None and code < 0 else code)
