"""The real embedded server in a process of its own, started as `script/server` starts it, and killed hard."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from config import ROOT
from tests.templates import template

PATIENCE = 60.0
"""Units: seconds. Two cores may be shared by many."""
UNSET = ("GINNEL_DATABASE_URL", "GINNEL_ENV", "GINNEL_HOSTS", "GINNEL_PLACE", "HOST")
TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


def data_folder(folder: Path, contents: str = "demo") -> Path:
    """A data folder whose database is a copy of a template."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template("sqlite", contents), folder / "ginnel.sqlite")
    return folder


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in UNSET}
    return {**kept, "GINNEL_DATA": str(data), **more}


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    cookie: str
    """What the answer asks the browser to keep, as the browser sends it back."""


class Served:
    """A running server; leaving the block kills it."""

    def __init__(self, data: Path, **settings: str) -> None:
        """`settings`: of the environment, such as `GINNEL_DATABASE_URL`."""
        self.port = free_port()
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--workers", "1", "--blocking-threads", "4"]
        command += ["--backpressure", "4", "--no-ws", "--log-level", "warning", "wsgi:app"]
        self.log = (data / "server.log").open("ab")
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(data, GINNEL_SERVING="1", PORT=str(self.port), **settings),
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            try:
                if self.get("/readyz").status == 200:
                    return self
            except OSError:
                pass
            time.sleep(0.1)
        self.kill()
        raise RuntimeError(f"the server did not start: {Path(self.log.name).read_text()[-2000:]}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def kill(self) -> None:
        """`kill -9` on the server and all it has started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        self.log.close()

    def get(self, path: str, cookie: str = "") -> Answer:
        return self.ask("GET", path, cookie=cookie)

    def post(
        self, path: str, token: str, cookie: str = "", source: str = "", **fields: str | list[str]
    ) -> Answer:
        return self.ask("POST", path, urlencode({"form_token": token, **fields}, doseq=True), cookie, source)

    def ask(self, method: str, path: str, body: str = "", cookie: str = "", source: str = "") -> Answer:
        """`source`: the loopback address it comes from; each has throttles of its own.

        Raises: OSError or http.client.HTTPException when the server is gone.
        """
        headers = {"Cookie": cookie} if cookie else {}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=20, source_address=(source, 0) if source else None
        )
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            set_cookie = answer.getheader("Set-Cookie", "")
            return Answer(answer.status, answer.read().decode(), set_cookie.partition(";")[0])
        finally:
            connection.close()

    def token(self, path: str) -> str:
        """The form token of a page."""
        found = TOKEN.search(self.get(path).text)
        assert found, f"{path} has no form"
        return found[1]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
