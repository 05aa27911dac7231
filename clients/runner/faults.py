"""The second part: how long each library goes without a success in a fault."""

import signal
import statistics
import time

from programs import Program
from relay import Relay

FAULTS = ("kill", "hang", "switchover", "silence")
TOGETHER = 10
LIMIT = 70.0
HANG = 10.0


def measure(prepared, installation, faults, repeats, say):
    """Returns, by library and options, what each fault did to it: `prepared` has pairs of a library and its command."""
    runs = [(library, command, variant) for library, command in prepared for variant in library.variants()]
    results = {}
    for first in range(0, len(runs), TOGETHER):
        batch = runs[first : first + TOGETHER]
        for fault in faults:
            samples = [_play(batch, fault, installation) for _ in range(repeats)]
            for (library, _, variant), *seen in zip(batch, *samples):
                result = _summary(fault, seen)
                results.setdefault(library.name, {}).setdefault(variant, {})[fault] = result
                say(f"{library.name}, {variant}, {fault}: {result}")
    return results


def _summary(fault, seen):
    """Returns the median; for a silent connection the longest: keep-alive ends it only if all sent is acknowledged."""
    seen = [sample for sample in seen if sample]
    if not seen:
        return None
    pauses = [pause for pause, _ in seen]
    names = sorted({name for _, errors in seen for name in errors})
    return {
        "seconds": round(max(pauses) if fault == "silence" else statistics.median(pauses), 2),
        "errors": int(statistics.median(len(errors) for _, errors in seen)),
        "names": names,
    }


def _play(batch, fault, installation):
    """Returns for each program the longest pause and the errors; None where it never began."""
    installation.await_whole()
    installation.active().administrator("FLUSHALL")
    relay = Relay(installation.port) if fault == "silence" else None
    port = relay.port if relay else installation.port
    programs = [Program(command, port, "loop", variant, installation.new_log()) for _, command, variant in batch]
    try:
        _await(lambda: all(len(p.successes) > 20 and p.is_well() for p in programs), 60)
        time.sleep(2)
        began = time.monotonic()
        _break(fault, installation, relay)
        least = {"kill": 5, "hang": HANG + 4, "switchover": 4, "silence": 5}[fault]
        time.sleep(max(0.0, began + least - time.monotonic()))
        _await(lambda: all(p.is_well() for p in programs), LIMIT - least)
        return [_seen(program, began) for program in programs]
    finally:
        for program in programs:
            program.end()
        if relay:
            relay.close()


def _seen(program, began):
    if not program.successes or program.successes[0] > began:
        return None
    pause = program.longest_pause(began) if program.is_well() else float("inf")
    return min(pause, LIMIT), program.errors_since(began)


def _break(fault, installation, relay):
    active = installation.active()
    if fault == "kill":
        active.end()
        time.sleep(3)
        active.start()
    elif fault == "hang":
        active.signal(signal.SIGSTOP)
        try:
            time.sleep(HANG)
        finally:
            active.signal(signal.SIGCONT)
    elif fault == "switchover":
        installation.switch_over()
    else:
        relay.fall_silent()


def _await(condition, limit):
    end = time.monotonic() + limit
    while time.monotonic() < end and not condition():
        time.sleep(0.05)
