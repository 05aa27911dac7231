"""Two real servers that start as in a pod of the product, and the standalone product in front of them."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from resp import Connection, ReplyError

ROOT = Path(__file__).resolve().parents[2]
ENTRY = ROOT / "operator/src/main/resources/io/redisfailover/operator/desired/entry.sh"
PASSWORD = "word-of-the-application"
RECORDER = "recorder"
NAMES = ("Master", "Backup")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def wait_for(what, condition, limit=60):
    end = time.monotonic() + limit
    while time.monotonic() < end:
        with contextlib.suppress(OSError, ReplyError, ValueError):
            if condition():
                return
        time.sleep(0.05)
    raise TimeoutError(f"Waited {limit} s for: {what}.")


class Server:
    """A server that the product's own script starts: it has the users and the rights that the product gives."""

    def __init__(self, folder, name):
        self.name = name
        self.folder = folder / name
        self.port = free_port()
        self.process = None
        for part in ("config", "auth", "control", "run", "data"):
            (self.folder / part).mkdir(parents=True)
        (self.folder / "auth/password").write_text(PASSWORD)
        for party in ("operator", "proxy", "replica", "pod"):
            (self.folder / f"control/{party}-password").write_text(f"word-of-{party}")
        for rules in ENTRY.parent.glob("*.acl"):
            shutil.copy(rules, self.folder / "config")
        (self.folder / "config/redis.conf").write_text(
            f"port {self.port}\nbind 127.0.0.1\ndir {self.folder}/data\nsave ''\n"
        )

    def start(self):
        environment = os.environ | {
            f"RF_{part.upper()}" + ("_DIR"): str(self.folder / part) for part in ("config", "auth", "control", "run")
        }
        with open(self.folder / "server.log", "ab") as log:
            self.process = subprocess.Popen(
                ["sh", str(ENTRY)], env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        wait_for(f"{self.name} answers", lambda: self.operator("PING") == "PONG")
        self.operator("ACL", "SETUSER", RECORDER, "on", f">{RECORDER}", "~*", "&*", "+@all")

    def operator(self, *words):
        return self._call("rf-operator", "word-of-operator", words)

    def administrator(self, *words):
        return self._call(RECORDER, RECORDER, words)

    def _call(self, user, password, words):
        connection = Connection(self.port, user, password)
        try:
            return connection.call(*words)
        finally:
            connection.close()

    def signal(self, number):
        os.kill(self.process.pid, number)

    def end(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Installation:
    """Runs until it is closed."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="redis-failover-clients-"))
        self.servers = {name: Server(self.folder, name) for name in NAMES}
        self.port, self.control = free_port(), free_port()
        self.proxy = None
        self.logs = 0
        (self.folder / "password").write_text("word-of-operator")
        (self.folder / "token").write_text("token-of-the-control-api-0123456789")
        (self.folder / "standalone.yaml").write_text(self._configuration())

    def _configuration(self):
        places = ", ".join(f"{n.lower()}: {{host: 127.0.0.1, port: {s.port}}}" for n, s in self.servers.items())
        return f"""
mode: Promote
servers: {{{places}}}
auth: {{username: rf-operator, passwordFile: password}}
listen: {{address: 127.0.0.1, port: {self.port}}}
stats: {{enabled: off}}
failover: {{failback: {{policy: Manual}}}}
control: {{address: 127.0.0.1, port: {self.control}, tokenFile: token}}
recordFile: record.json
"""

    def __enter__(self):
        try:
            for server in self.servers.values():
                server.start()
            jar = next((ROOT / "standalone/target").glob("standalone-*.jar"))
            java = Path(os.environ["JAVA_HOME"]) / "bin/java"
            with open(self.folder / "proxy.log", "wb") as log:
                self.proxy = subprocess.Popen(
                    [java, "--enable-native-access=ALL-UNNAMED", "-jar", jar]
                    + ["--config", self.folder / "standalone.yaml"],
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                )
            self.await_whole()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in [self.proxy] + [server.process for server in self.servers.values()]:
            if process and process.poll() is None:
                process.kill()
                process.wait()
        subprocess.run(["rm", "-rf", self.folder], check=False)

    def _api(self, path, body=None, limit=40):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.control}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": "Bearer token-of-the-control-api-0123456789", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=limit) as answer:
            return json.load(answer)

    def status(self):
        return self._api("/v1/controller")

    def await_whole(self):
        """Waits until the standby could take over and lose nothing."""
        wait_for("a standby in sync", lambda: (s := self.status())["phase"] == "Running" and s["inSync"])

    def active(self):
        return self.servers[self.status()["active"]]

    def standby(self):
        return next(server for name, server in self.servers.items() if name != self.status()["active"])

    def switch_over(self):
        self._api("/v1/controller/switchover", {"version": 1, "server": self.standby().name})

    def forget_refusals(self):
        for server in self.servers.values():
            server.administrator("ACL", "LOG", "RESET")

    def refusals(self):
        """Returns what the application's user was refused: command or key, and why."""
        found = {}
        for server in self.servers.values():
            for entry in server.administrator("ACL", "LOG"):
                fields = dict(zip(entry[::2], entry[1::2]))
                if fields["username"] == "default":
                    found[fields["object"].upper().replace("|", " ")] = fields["reason"]
        return found

    def set(self, settings):
        """Sets settings at both servers."""
        for server in self.servers.values():
            for name, value in settings.items():
                server.administrator("CONFIG", "SET", name, value)

    def new_log(self):
        """Returns the file for what another program says on standard error."""
        self.logs += 1
        return self.folder / f"program-{self.logs}.log"

    def key_commands(self):
        """Returns the commands that name a key, as the server lists them."""
        return {
            entry[0].upper()
            for entry in self.active().administrator("COMMAND")
            if entry[3] != 0 or "movablekeys" in entry[2]
        }


__all__ = ["Installation", "PASSWORD", "ROOT", "signal"]
