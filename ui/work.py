"""The road from the window to the store: one thread does the work, answers come back in order."""

import logging
import weakref
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from shiboken6 import isValid

_log = logging.getLogger(__name__)

T = TypeVar("T")


class Runner(Protocol):
    """Does work for a widget and hands back the answer while that widget lives."""

    def submit(
        self,
        owner: QObject,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do the work; `done` or `failed` is called later on the window's thread."""

    def turn(self, work: Callable[[], T]) -> T:
        """Do the work in its turn and wait for it: for the threads of other runners alone."""

    def settle(self) -> None:
        """Wait until nothing is under way, and hand back every answer."""

    def stop(self) -> None:
        """Finish what was begun and take nothing more."""

    def another(self, name: str) -> "Runner":
        """Return a runner of the same kind, with a thread of its own if it has one."""


class InlineRunner:
    """Does the work at once, on the caller's thread: for tests and for taking pictures."""

    def submit(
        self,
        owner: QObject,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        try:
            answer = work()
        except Exception as fault:  # noqa: BLE001  (handed on whole: known errors and bugs alike)
            failed(fault)
        else:
            if isValid(owner):
                done(answer)

    def turn(self, work: Callable[[], T]) -> T:
        return work()

    def settle(self) -> None:
        """Nothing is ever under way."""

    def stop(self) -> None:
        """Nothing is ever left over."""

    def another(self, name: str) -> Runner:
        return InlineRunner()


class _Errand(NamedTuple):
    owner: weakref.ref[QObject]
    done: Callable[[Any], None]  # Any: what this errand's work returns
    failed: Callable[[Exception], None]


class ThreadRunner(QObject):
    """One thread; answers are delivered by the event loop and dropped if the owner died."""

    _settled = Signal(object, object)

    def __init__(self, parent: QObject | None = None, *, name: str = "store") -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._under_way: set[Future[Any]] = set()
        self._settled.connect(self._on_settled, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        owner: QObject,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        errand = _Errand(weakref.ref(owner), done, failed)

        def settle(future: Future[T]) -> None:
            if not future.cancelled():
                self._settled.emit(future, errand)

        future = self._pool.submit(work)
        self._under_way.add(future)
        future.add_done_callback(settle)

    def turn(self, work: Callable[[], T]) -> T:
        return self._pool.submit(work).result()

    def settle(self) -> None:
        # An answer may ask for more: until the last one has been handed back.
        while self._under_way:
            wait(self._under_way)
            QCoreApplication.sendPostedEvents(self)

    def stop(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=False)

    def another(self, name: str) -> Runner:
        return ThreadRunner(name=name)

    @Slot(object, object)
    def _on_settled(self, future: Future[Any], errand: _Errand) -> None:
        self._under_way.discard(future)
        owner = errand.owner()
        if owner is None or not isValid(owner):
            return
        fault = future.exception()
        if fault is None:
            errand.done(future.result())
        elif isinstance(fault, Exception):
            errand.failed(fault)
