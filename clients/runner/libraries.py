"""The libraries and tools of libraries.toml: what is installed for each, and the command that runs its program."""

import os
import re
import shutil
import subprocess
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from installation import ROOT

HERE = ROOT / "clients"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "redis-failover/clients"


class Unavailable(Exception):
    """A library cannot be had on this machine; the text says why."""


@dataclass(frozen=True, eq=False)
class Library:
    """One entry of libraries.toml."""

    name: str
    does: str
    program: str
    packages: tuple = ()
    loop: bool = True
    bounded: str = ""
    note: str = ""
    fails: str = ""
    settings: dict = field(default_factory=dict)

    @property
    def runtime(self):
        return self.program.split("/")[0]

    def variants(self):
        return ("default", "bounded") if self.bounded else ("default",)


def read_libraries():
    with open(HERE / "libraries.toml", "rb") as file:
        entries = tomllib.load(file)["library"]
    return [Library(**entry | {"packages": tuple(entry.get("packages", ()))}) for entry in entries]


def prepare(library):
    """Installs what a library needs, unless it is there, and returns the command of its program."""
    file, _, name = library.program.partition("#")
    command = {
        "python": _python, "node": _node, "java": _java, "go": _go, "ruby": _debian, "php": _debian, "shell": _debian,
        "transcripts": lambda _, script: ["python3", "-B", script],
    }[library.runtime](library, HERE / file)
    return command + ([name] if name else [])


def _need(program):
    found = shutil.which(program)
    if not found:
        raise Unavailable(f"there is no {program} on the PATH")
    return found


def _run(*command, folder=None):
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / "install.log", "ab") as log:
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False)
    if done.returncode:
        raise Unavailable(f"{Path(command[0]).name} {command[1]} failed, see {CACHE}/install.log")


def _is_stale(stamp, text):
    return not stamp.exists() or stamp.read_text() != text


def _python(library, file):
    folder = CACHE / "python" / re.sub("[^a-z0-9]+", "-", library.name.lower())
    stamp, wanted = folder / "installed", "\n".join(library.packages)
    if _is_stale(stamp, wanted):
        shutil.rmtree(folder, ignore_errors=True)
        _run("python3", "-m", "venv", folder)
        _run(folder / "bin/pip", "install", "-q", "--disable-pip-version-check", *library.packages)
        stamp.write_text(wanted)
    return [folder / "bin/python", "-B", "-u", file]


def _node(_, file):
    folder, wanted = CACHE / "node", (HERE / "node/package.json").read_text()
    stamp = folder / "installed"
    node, npm = _need("node"), _need("npm")
    if _is_stale(stamp, wanted):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text(wanted)
        _run(npm, "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", folder=folder)
        stamp.write_text(wanted)
    for source in (HERE / "node").glob("*.mjs"):
        shutil.copy(source, folder)
    return [node, folder / file.name]


def _java(_, file):
    folder = CACHE / "java"
    wanted = "".join(source.read_text() for source in sorted((HERE / "java").rglob("*.*")))
    stamp = folder / "installed"
    if _is_stale(stamp, wanted):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(HERE / "java", folder)
        _run(_need("mvn"), "-B", "-q", "compile", "dependency:copy-dependencies", "-DoutputDirectory=lib", folder=folder)
        stamp.write_text(wanted)
    java = Path(os.environ["JAVA_HOME"]) / "bin/java"
    options = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "--enable-native-access=ALL-UNNAMED"]
    return [java, *options, "-cp", f"{folder}/target/classes:{folder}/lib/*", file.stem]


def _go(_, file):
    folder = CACHE / "go"
    wanted = "".join(source.read_text() for source in sorted((HERE / "go").iterdir()))
    stamp = folder / "installed"
    if _is_stale(stamp, wanted):
        folder.mkdir(parents=True, exist_ok=True)
        _run(_need("go"), "build", "-o", folder / "clients", ".", folder=HERE / "go")
        stamp.write_text(wanted)
    return [folder / "clients"]


def _debian(library, file):
    absent = [package for package in library.packages if not _is_installed(package)]
    if absent:
        if os.getuid() != 0 or not shutil.which("apt-get"):
            raise Unavailable(f"it needs the packages {', '.join(absent)} of Debian")
        _run("apt-get", "-qq", "update")
        _run("env", "RUNLEVEL=1", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "install", "-y",
             "--no-install-recommends", *absent)
    return {"ruby": ["ruby"], "php": ["php"], "shell": ["bash"]}[library.runtime] + [file]


def _is_installed(package):
    if not shutil.which("dpkg-query"):
        return False
    asked = ["dpkg-query", "-W", "-f", "${db:Status-Status}", package]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout == "installed"
