"""Requests that end in their time as a whole, however slowly a server drips its head, its chunks or its words.

The timeout of requests counts from one byte to the next: a server that sends one now and then is waited for for ever.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from typing import Any, ClassVar

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


@contextmanager
def hurried_session(seconds: float) -> Iterator[requests.Session]:
    """Give a session whose connections are cut after so many seconds, whatever they are doing then."""
    clock = _Clock()
    timer = threading.Timer(max(0.0, seconds), clock.cut)
    timer.daemon = True
    with requests.Session() as session:
        for scheme in ("http://", "https://"):
            session.mount(scheme, _Adapter(clock))
        timer.start()
        try:
            yield session
        finally:
            timer.cancel()


class _Clock:
    """What is cut when the time is over."""

    def __init__(self) -> None:
        self.is_over = False
        self.connected: list[socket.socket] = []

    def cut(self) -> None:
        self.is_over = True
        for one in self.connected:
            with suppress(OSError):  # it is closed already
                one.shutdown(socket.SHUT_RDWR)


class _Hurried(HTTPConnection):
    clock: ClassVar[_Clock]

    def connect(self) -> None:
        super().connect()
        self.clock.connected.append(self.sock)

    def getresponse(self) -> Any:
        try:
            response = super().getresponse()
        except (OSError, HTTPException) as error:
            if self.clock.is_over:
                raise TimeoutError from error
            raise
        # A head that was cut off looks like one that ended.
        if self.clock.is_over:
            response.close()
            raise TimeoutError
        return response


class _HurriedTls(_Hurried, HTTPSConnection):
    """The same behind TLS."""


class _Adapter(HTTPAdapter):
    def __init__(self, clock: _Clock) -> None:
        self._clock = clock
        super().__init__()

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: Any) -> None:
        super().init_poolmanager(connections, maxsize, block, **more)
        self.poolmanager.pool_classes_by_scheme = self._pools()

    def proxy_manager_for(self, proxy: Any, **more: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **more)
        manager.pool_classes_by_scheme = self._pools()
        return manager

    def _pools(self) -> dict[str, Any]:
        made = {"http": (HTTPConnectionPool, _Hurried), "https": (HTTPSConnectionPool, _HurriedTls)}
        return {
            scheme: type(pool.__name__, (pool,), {"ConnectionCls": type("_Watched", (of,), {"clock": self._clock})})
            for scheme, (pool, of) in made.items()
        }
