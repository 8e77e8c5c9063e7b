import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from course_utils.errors import CourseError
from course_utils.workspace import LabServer, PortInUse, Workspace, open_lab
from course_utils.workspace import _server as module


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_port_in_use_gets_one_sentence_before_any_file_is_written(
    workspace: Workspace, taken_port: int
) -> None:
    with pytest.raises(PortInUse, match=f"Port {taken_port} is in use"):
        open_lab(workspace, 3, port=taken_port, browser=False, say=print)
    assert not workspace.folder.exists()


def test_files_of_other_servers_are_passed_over(own_jupyter_home: Path) -> None:
    runtime = own_jupyter_home / "runtime"
    runtime.mkdir(parents=True)
    for name, content in {
        "1": "half a fi",
        "2": "[]",
        "3": '{"token": "theirs", "port": 1}',
        "4": '{"token": "ours", "port": 2}',
    }.items():
        (runtime / f"jpserver-{name}.json").write_text(content, encoding="utf-8")
    assert module._find_port("ours") == 2
    assert module._find_port("nobody's") is None


def test_token_stands_in_the_environment_only(tmp_path: Path) -> None:
    server = LabServer(tmp_path, "a b.ipynb", port=8890)
    token = server.url.partition("token=")[2]
    assert len(token) == 48
    assert token not in " ".join(server._command)
    assert server.page.endswith("/lab/tree/a%20b.ipynb")


def test_server_that_cannot_start_says_why_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = LabServer(tmp_path, "a.ipynb")
    monkeypatch.setattr(
        server, "_command", [sys.executable, "-c", "import sys; sys.exit('no such thing')"]
    )
    with pytest.raises(CourseError, match=r"no such thing .*course doctor"), server:
        pass


def test_server_that_never_answers_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = LabServer(tmp_path, "a.ipynb")
    monkeypatch.setattr(module, "_START_LIMIT", 0.3)
    monkeypatch.setattr(server, "_command", [sys.executable, "-c", "import time; time.sleep(60)"])
    with pytest.raises(CourseError, match="did not answer"), server:
        pass
    assert server._process is None


# Does as a server does: says where it listens, answers who has the token, ignores Ctrl-C.
ANSWERING = """
import http.server, json, os, signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
token = os.environ["JUPYTER_TOKEN"]
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.headers["Authorization"] == f"token {token}" else 403)
        self.end_headers()
        self.wfile.write(b"{}")
server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
runtime = os.environ["JUPYTER_RUNTIME_DIR"]
os.makedirs(runtime)
with open(f"{runtime}/jpserver-1.json", "w") as file:
    json.dump({"token": token, "port": server.server_port}, file)
server.serve_forever()
"""
# A shell that starts the tests in the background has Ctrl-C ignored, and so would this have.
OPENING = """
import signal, sys
from pathlib import Path
from course_utils.workspace import Workspace, open_lab
from course_utils.workspace import _server as module

signal.signal(signal.SIGINT, signal.default_int_handler)
folder, originals, answering = sys.argv[1:]
module._command = lambda root, opens, port, browser: [sys.executable, "-c", answering]
workspace = Workspace(Path(folder), Path(originals))
open_lab(workspace, 3, browser=False, say=lambda line: print(line, flush=True))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_ends_quietly_and_stops_the_server(workspace: Workspace) -> None:
    arguments = [str(workspace.folder), str(workspace.originals), ANSWERING]
    command = [sys.executable, "-c", OPENING, *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        watchdog = threading.Timer(120, process.kill)
        watchdog.start()
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "Ctrl-C" in line:
                process.send_signal(signal.SIGINT)
        errors = process.stderr.read()
    watchdog.cancel()
    assert (process.returncode, errors) == (0, "")
    url = next(line.strip() for line in lines if "token=" in line)
    assert "/lab/tree/03_resampling.ipynb" in url
    with socket.socket() as probe:
        port = int(url.split(":")[2].partition("/")[0])
        assert probe.connect_ex(("127.0.0.1", port)) != 0
