"""See clients/run --help."""

import argparse
import signal
import sys

import page
from commands import observe
from faults import FAULTS, measure
from installation import Installation
from libraries import Unavailable, prepare, read_libraries


def say(text):
    print(text, flush=True)


def choose(words):
    libraries = read_libraries()
    chosen = [library for library in libraries if not words or any(w.lower() in library.name.lower() for w in words)]
    if not chosen:
        sys.exit(f"No library has {' or '.join(words)} in its name; look into clients/libraries.toml.")
    return chosen


def prepare_all(libraries, results):
    prepared = []
    for library in libraries:
        try:
            prepared.append((library, prepare(library)))
        except Unavailable as why:
            say(f"SKIPPED: {library.name}: {why}")
            results[library.name] = {"skipped": str(why)}
    return prepared


def main():
    parser = argparse.ArgumentParser(prog="clients/run")
    parser.add_argument("word", nargs="*")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--tables", action="store_true")
    parser.add_argument("--only", choices=("commands", *FAULTS), action="append")
    parser.add_argument("--repeats", type=int, default=1)
    options = parser.parse_args()
    if options.tables:
        page.write(page.read_results())
        return 0
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(143))
    results = {}
    prepared = prepare_all(choose(options.word), results)
    with Installation() as installation:
        if not options.only or "commands" in options.only:
            for library, command in prepared:
                seen = observe(library, command, installation)
                results.setdefault(library.name, {})["commands"] = seen
                say(f"{library.name}: {seen}")
        if faults := [fault for fault in FAULTS if not options.only or fault in options.only]:
            loops = [(library, command) for library, command in prepared if library.loop]
            for name, seen in measure(loops, installation, faults, options.repeats, say).items():
                results.setdefault(name, {})["faults"] = seen
    known = page.read_results() if options.write else {"libraries": {}}
    merged = page.merge(known, results)
    if options.write:
        page.write(merged)
    say("\n" + page.commands_table(merged) + "\n" + page.faults_table(merged))
    broken = [
        library.name for library, _ in prepared
        if (seen := results[library.name].get("commands")) and seen["works"] == bool(library.fails)
    ]
    if broken:
        say(f"Not as clients/libraries.toml says: {', '.join(broken)}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
