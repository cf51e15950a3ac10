"""What the emulator makes once for all requests, it makes before the first one."""

import subprocess
import sys

FIRST_REQUEST = """
import ast
from werkzeug.test import Client
from revops.emulator import DEFAULT_TOKEN, Emulator

emulator = Emulator()

def parse(*_, **__):
    raise SystemError("code is parsed while requests are answered")

ast.parse = parse
headers = {"Authorization": "Bearer " + DEFAULT_TOKEN}
answer = Client(emulator).get("/account-info/2026-09/details", headers=headers)
assert answer.status_code == 200, answer.status_code
"""


def test_the_first_request_parses_no_code():
    """Werkzeug parses code for its rules, and CPython 3.11 fails where two threads do so at once."""
    done = subprocess.run([sys.executable, "-c", FIRST_REQUEST], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr[-2000:]
