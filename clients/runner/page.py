"""The page docs/clients.md: its results, and its two tables."""

import datetime
import json
import os
import platform
import subprocess

from faults import FAULTS, LIMIT
from installation import ROOT
from libraries import read_libraries

RESULTS = ROOT / "docs/clients/results.json"
PAGE = ROOT / "docs/clients.md"

WHY = {
    "CONFIG SET": "a setting can break failover",
    "CONFIG REWRITE": "a setting can break failover",
    "CLIENT KILL": "it ends the connections of probes and replication",
    "CLIENT PAUSE": "a paused server looks hung",
    "ACL LOG": "users are kept for failover",
}


def read_results():
    return json.loads(RESULTS.read_text()) if RESULTS.exists() else {"libraries": {}}


def merge(known, results):
    """Returns the known results with newer ones in their place, in the order of libraries.toml."""
    libraries = {}
    for library in read_libraries():
        old, new = known["libraries"].get(library.name, {}), results.get(library.name, {})
        if entry := _replace(old, new):
            libraries[library.name] = entry
    return {"machine": machine() if results else known.get("machine", ""), "libraries": libraries}


def _replace(old, new):
    if not new or ("skipped" in new and old):
        return old
    entry = {key: value for key, value in {**old, **new}.items() if key != "skipped" or key in new}
    for variant, seen in old.get("faults", {}).items():
        if "faults" in new:
            entry["faults"][variant] = {**seen, **new["faults"].get(variant, {})}
    return entry


def machine():
    server = subprocess.run(["redis-server", "--version"], capture_output=True, text=True, check=True).stdout
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    version = server.split("v=")[1].split()[0]
    return f"{os.cpu_count()} cores, {memory} MiB, Linux {platform.release()}, Redis {version}, {datetime.date.today()}."


def commands_table(results):
    lines = ["| library | version | what it did | sent at start | sent in work | refused | works |", "|---|---|---|---|---|---|---|"]
    for library in read_libraries():
        result = results["libraries"].get(library.name, {})
        seen = result.get("commands")
        if not seen:
            lines.append(f"| {library.name} | | {library.does} | | | | not run: {result.get('skipped', 'no result')} |")
            continue
        works = "yes" if seen["works"] else "**no**" + (f": {library.fails}" if library.fails else "")
        works += f"; {library.note}" if library.note else ""
        cells = [seen["version"], library.does, _code(seen["start"]), _code(seen["work"]), _refused(seen["refused"]), works]
        lines.append(f"| {library.name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _code(names):
    return f"`{', '.join(names)}`" if names else ""


def _refused(refused):
    if not refused:
        return "nothing"
    return "; ".join(f"`{name}`: {WHY.get(name, 'kept for failover')}" for name in sorted(refused))


def faults_table(results):
    lines = ["| library | options | `kill -9` | hang, 10 s | switchover | silent connection |", "|---|---|---|---|---|---|"]
    for library in read_libraries():
        seen = results["libraries"].get(library.name, {}).get("faults", {})
        for variant in library.variants() if library.loop else ():
            options = "defaults" if variant == "default" else library.bounded
            cells = [_cell(seen.get(variant, {}).get(fault)) for fault in FAULTS]
            lines.append(f"| {library.name} | {options} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n\n" + results.get("machine", "") + "\n"


def _cell(result):
    if not result:
        return "not run"
    seconds = result["seconds"]
    text = f"> {LIMIT:.0f} s" if seconds >= LIMIT else f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"
    return f"{text}; {result['errors']}" if result["errors"] else text


def write(results):
    """Writes the results, and the tables of the page between their marks."""
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    text = PAGE.read_text()
    for block, table in (("commands", commands_table(results)), ("faults", faults_table(results))):
        begin, end = f"<!-- {block}: begin (generated) -->\n", f"<!-- {block}: end -->"
        text = text[: text.index(begin) + len(begin)] + table + text[text.index(end) :]
    PAGE.write_text(text)
