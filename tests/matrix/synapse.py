"""Raises one private Synapse on loopback for the tests, and stops it when whoever asked for it is gone.

    synapse.py FOLDER [--limits own] [--port PORT] [--set JSON] [--remove]

FOLDER keeps everything: configuration, database, media, log. Raised again on the same folder, it has the same users and
rooms; with `--remove` the folder is gone afterwards. `--limits own` leaves Synapse's own rate limits in force; without it
there are none. `--set` changes or adds settings of the homeserver.

It speaks JSON lines. The first one says where the server is: {"url": …, "pid": …}. Then each line on standard input is a
request, `{"do": "register", "name": …, "password": …, "admin": …}` or `{"do": "stop"}`, and is answered by one line. When
standard input ends, the server is stopped, by its process id.
"""

import argparse
import base64
import ctypes
import hashlib
import hmac
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

NAME = "matrix.example"
START_SECS = 60
STOP_SECS = 10
REQUEST_SECS = 10
LOOK_SECS = 0.05
# Another program may take the port between the look and the start.
TRIES = 3
# prctl(2): this signal when the parent ends.
PR_SET_PDEATHSIG = 1

UNLIMITED = {"per_second": 100000, "burst_count": 100000}
NO_LIMITS = {
    "rc_message": UNLIMITED,
    "rc_registration": UNLIMITED,
    "rc_login": {"address": UNLIMITED, "account": UNLIMITED, "failed_attempts": UNLIMITED},
    "rc_joins": {"local": UNLIMITED, "remote": UNLIMITED},
    "rc_joins_per_room": UNLIMITED,
    "rc_invites": {"per_room": UNLIMITED, "per_user": UNLIMITED, "per_issuer": UNLIMITED},
    "rc_room_creation": UNLIMITED,
    "rc_admin_redaction": UNLIMITED,
    "rc_key_requests": UNLIMITED,
    "rc_media_create": UNLIMITED,
    "rc_delayed_event_mgmt": UNLIMITED,
    "rc_presence": {"per_user": UNLIMITED},
}


class Trouble(Exception):
    """What stopped it, in words for whoever runs the tests."""


def say(**what):
    print(json.dumps(what), flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def secret(folder, name):
    """The secret of that name, made at the first start."""
    file = folder / name
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32))
    return file.read_text()


def settings(folder, port, limits, changes):
    made = {
        "server_name": NAME,
        "public_baseurl": f"http://127.0.0.1:{port}/",
        "signing_key_path": str(folder / "signing.key"),
        "media_store_path": str(folder / "media"),
        "log_config": str(folder / "log.json"),
        "registration_shared_secret": secret(folder, "registration"),
        "macaroon_secret_key": secret(folder, "macaroon"),
        "form_secret": secret(folder, "form"),
        "report_stats": False,
        # Nobody outside this machine is asked for anything.
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
        "federation_domain_whitelist": [],
        "url_preview_enabled": False,
        "enable_registration": False,
        "presence": {"enabled": False},
        "push": {"enabled": False},
        # Passwords of tests are no secrets; hashing them well would only take time.
        "bcrypt_rounds": 4,
        "caches": {"global_factor": 0.2},
        "listeners": [
            {
                "port": port,
                "bind_addresses": ["127.0.0.1"],
                "type": "http",
                "tls": False,
                "resources": [{"names": ["client"], "compress": False}],
            }
        ],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
    }
    if limits == "none":
        made |= NO_LIMITS
    return made | changes


def write_settings(folder, port, limits, changes):
    # JSON is YAML.
    (folder / "homeserver.json").write_text(json.dumps(settings(folder, port, limits, changes), indent=1))
    file = {"class": "logging.FileHandler", "filename": str(folder / "homeserver.log"), "formatter": "plain"}
    log = {
        "version": 1,
        "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {"file": file},
        "root": {"level": "WARNING", "handlers": ["file"]},
        "disable_existing_loggers": False,
    }
    (folder / "log.json").write_text(json.dumps(log))
    key = folder / "signing.key"
    if not key.exists():
        seed = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        key.touch(mode=0o600)
        key.write_text(f"ed25519 a_tests {seed}\n")


def request(url, body=None):
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(url, data=data, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=REQUEST_SECS) as answer:
        return json.load(answer)


def end_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Server:
    """The running homeserver."""

    def __init__(self, folder, port, limits, changes):
        self.folder = folder
        self.url = f"http://127.0.0.1:{port}"
        write_settings(folder, port, limits, changes)
        command = [sys.executable, "-m", "synapse.app.homeserver", "-c", "homeserver.json"]
        with open(folder / "start.log", "ab") as log:
            # A group of its own: Ctrl-C in a terminal must not end it before it is stopped in order.
            self.process = subprocess.Popen(
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )

    def wait(self):
        """Waits until it answers; whether it does."""
        end = time.monotonic() + START_SECS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                return False
            try:
                request(f"{self.url}/_matrix/client/versions")
                return True
            except (OSError, ValueError):
                time.sleep(LOOK_SECS)
        self.stop()
        return False

    def stop(self):
        if self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_SECS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def trouble(self):
        logs = [self.folder / name for name in ("start.log", "homeserver.log")]
        return "\n".join(log.read_text(errors="replace") for log in logs if log.exists())[-4000:]

    def register(self, name, password, admin):
        where = f"{self.url}/_synapse/admin/v1/register"
        nonce = request(where)["nonce"]
        signed = "\0".join([nonce, name, password, "admin" if admin else "notadmin"]).encode()
        mac = hmac.new(secret(self.folder, "registration").encode(), signed, hashlib.sha1).hexdigest()
        return request(where, {"nonce": nonce, "username": name, "password": password, "admin": admin, "mac": mac})


def raise_server(folder, port, limits, changes):
    for _ in range(1 if port else TRIES):
        server = Server(folder, port or free_port(), limits, changes)
        if server.wait():
            return server
    raise Trouble(f"Synapse did not start:\n{server.trouble()}")


def serve(server):
    for line in sys.stdin:
        asked = json.loads(line)
        if asked["do"] == "stop":
            return
        try:
            say(**server.register(asked["name"], asked["password"], asked.get("admin", False)))
        except urllib.error.HTTPError as refusal:
            say(error=f"{refusal.code} {refusal.read().decode(errors='replace')}")
        except OSError as trouble:
            say(error=str(trouble))


def run(folder, given):
    try:
        server = raise_server(folder, given.port, given.limits, given.changes)
    except Trouble as trouble:
        say(error=str(trouble))
        return 1
    try:
        say(url=server.url, pid=server.process.pid)
        serve(server)
    except BrokenPipeError:
        # Nobody listens any more; so nothing is said when the interpreter ends either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    finally:
        server.stop()
    return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limits", choices=["none", "own"], default="none")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--set", type=json.loads, default={}, dest="changes")
    parser.add_argument("--remove", action="store_true")
    given = parser.parse_args()
    # Whoever started this may be gone already, or press Ctrl-C: the end of standard input is what counts.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    folder = given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return run(folder, given)
    finally:
        if given.remove:
            shutil.rmtree(folder)


sys.exit(main())
