"""A JupyterLab server of our own: started, waited for, asked, stopped."""

import contextlib
import errno
import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Self

from course_utils.errors import CourseError

_HOST = "127.0.0.1"
_DEFAULT_PORT, _PORTS_TRIED = 8888, 100
_START_LIMIT = 180.0
_STOP_LIMIT = 15.0
_NO_ANSWER = (OSError, ValueError, http.client.HTTPException)
_SETTINGS = Path(__file__).resolve().parent / "lab_settings"


class PortInUse(CourseError):
    """Another program listens where the server was asked to."""


class LabServer:
    """JupyterLab on this machine only, in one folder; use it in a ``with`` block.

    Parameters
    ----------
    root : pathlib.Path
        The folder whose files it shows.
    opens : str
        The file to open at first, as a path below `root`.
    port : int, optional
        The port to listen at; without it, the first free one from 8888 on, known once
        the server is up.
    browser : bool, default=False
        Whether JupyterLab opens the browser itself.
    settings : sequence of str, default=("everyone",)
        The folders of ``lab_settings`` that apply.
    options : sequence of str, default=()
        More options of the command line of JupyterLab.
    environment : mapping of str to str, optional
        Added to the environment of the server and its kernels.

    Examples
    --------
    >>> LabServer(Path("work"), "03_resampling.ipynb", port=8890).page
    'http://127.0.0.1:8890/lab/tree/03_resampling.ipynb'
    """

    def __init__(
        self,
        root: Path,
        opens: str,
        *,
        port: int | None = None,
        browser: bool = False,
        settings: Sequence[str] = ("everyone",),
        options: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.root = root
        self.opens = opens
        if port is not None:
            _need_free(port)
        self.port = port
        self._token = secrets.token_hex(24)
        self._command = _command(root, opens, port, browser=browser) + list(options)
        self._environment = _environment(self._token, settings, environment or {})
        self._log: IO[bytes] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def page(self) -> str:
        """The address of the opened file, without the token."""
        return f"http://{_HOST}:{self.port}/lab/tree/{urllib.request.pathname2url(self.opens)}"

    @property
    def url(self) -> str:
        """The address to open in a browser."""
        return f"{self.page}?token={self._token}"

    def __enter__(self) -> Self:
        self._log = tempfile.TemporaryFile()
        try:
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
            )
            self._wait_until_up()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def ask(self, path: str, *, method: str = "GET") -> Any:
        """Return what the server's API answers, read from JSON; None for an empty answer."""
        request = urllib.request.Request(
            f"http://{_HOST}:{self.port}/api/{path}",
            method=method,
            headers={"Authorization": f"token {self._token}"},
        )
        # A proxy of the network must not be asked for a page of this machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=30) as answer:
            body = answer.read()
        return json.loads(body) if body else None

    def wait(self) -> int:
        """Wait until the server ends, and return its exit status."""
        return self._process.wait() if self._process else 0

    def stop(self) -> None:
        """Stop the server and its kernels."""
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            # Asked, not killed: Windows has no signal that lets it stop its kernels first.
            try:
                self.ask("shutdown", method="POST")
            except _NO_ANSWER:
                process.terminate()
            _wait_for_end(process)
        if self._log is not None:
            self._log.close()

    def _wait_until_up(self) -> None:
        end = time.monotonic() + _START_LIMIT
        while time.monotonic() < end:
            if self._process is None or self._process.poll() is not None:
                raise CourseError(f"JupyterLab ended while it started: {self._last_words()}")
            self.port = _find_port(self._token)
            if self.port is not None:
                # The file is written before the first answer is given.
                with contextlib.suppress(*_NO_ANSWER):
                    self.ask("status")
                    return
            time.sleep(0.1)
        raise CourseError(
            f"JupyterLab did not answer within {_START_LIMIT:.0f} seconds. "
            "'course doctor' says what may be wrong."
        )

    def _last_words(self) -> str:
        said = ""
        if self._log is not None:
            self._log.seek(0)
            said = self._log.read().decode(errors="replace").strip()
        said = said.splitlines()[-1].strip() if said else "it said nothing"
        return f"{said} ('course doctor' says what may be wrong.)"


def _command(root: Path, opens: str, port: int | None, *, browser: bool) -> list[str]:
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={root}",
        f"--ServerApp.ip={_HOST}",
        f"--ServerApp.port={port or _DEFAULT_PORT}",
        f"--ServerApp.port_retries={0 if port else _PORTS_TRIED}",
        "--ServerApp.answer_yes=True",
        "--Application.log_level=WARN",
        f"--ServerApp.open_browser={browser}",
        f"--LabApp.default_url=/lab/tree/{urllib.request.pathname2url(opens)}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--ServerApp.allow_root=True")
    return command


def _environment(token: str, settings: Sequence[str], added: Mapping[str, str]) -> dict[str, str]:
    paths = [str(_SETTINGS / name) for name in settings]
    given = os.environ.get("JUPYTER_CONFIG_PATH")
    return {
        **os.environ,
        **added,
        # In the environment, not on the command line, which every user of a machine can read.
        "JUPYTER_TOKEN": token,
        "JUPYTER_CONFIG_PATH": os.pathsep.join([*paths, *([given] if given else [])]),
    }


def _need_free(port: int) -> None:
    """Say in one sentence when a port cannot be listened at."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise CourseError(
                    f"Port {port} needs an administrator; choose one from 1024 on, "
                    "or leave out --port."
                ) from error
            raise PortInUse(
                f"Port {port} is in use by another program. "
                "Choose another one, or leave out --port to take the next free one."
            ) from error


def _find_port(token: str) -> int | None:
    """Return the port of the running server that has this token, from the file it writes."""
    from jupyter_core.paths import jupyter_runtime_dir

    for path in Path(jupyter_runtime_dir()).glob("jpserver-*.json"):
        # Servers of others come and go: a file may vanish, or be written just now.
        with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
            server = json.loads(path.read_text(encoding="utf-8"))
            if server["token"] == token:
                return int(server["port"])
    return None


def _wait_for_end(process: subprocess.Popen[bytes]) -> None:
    """Wait for a process that was asked to end; insist when it does not."""
    for insist in (process.terminate, process.kill):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_LIMIT)
            return
        insist()
    process.wait()
