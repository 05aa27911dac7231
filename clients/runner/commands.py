"""The first part: what each library sends, what it is refused, and whether it works."""

from programs import Program
from relay import Relay

CONTAINERS = {
    "ACL", "CLIENT", "CLUSTER", "COMMAND", "CONFIG", "FUNCTION", "LATENCY", "MEMORY", "MODULE", "OBJECT", "PUBSUB",
    "SCRIPT", "SENTINEL", "SLOWLOG", "XGROUP", "XINFO",
}
WITHOUT_KEY = {"MULTI", "PUBLISH", "SUBSCRIBE", "PSUBSCRIBE", "SPUBLISH", "SSUBSCRIBE"}
LIMIT = 90


def name_of(words):
    """Returns the name of a command, with its subcommand where it has one."""
    name = words[0].decode("ascii", "replace").upper()
    if name in CONTAINERS and len(words) > 1:
        return f"{name} {words[1].decode('ascii', 'replace').upper()}"
    return name


def split(connections, key_commands):
    """Returns what connections sent before their first command with a key or channel, and what else they sent."""
    start, work = {}, {}
    for commands in connections:
        started = False
        for words in commands:
            name = name_of(words)
            started = started or name in key_commands or name in WITHOUT_KEY
            (work if started else start)[name] = None
    return list(start), [name for name in work if name not in start]


def observe(library, command, installation):
    """Runs a library's program once and returns what was seen."""
    relay = Relay(installation.port)
    installation.forget_refusals()
    installation.active().administrator("FLUSHALL")
    installation.set(library.settings)
    log = installation.new_log()
    program = Program(command, relay.port, "work", "default", log)
    try:
        code = program.wait(LIMIT)
    finally:
        program.end()
        relay.close()
        installation.set(dict.fromkeys(library.settings, ""))
    start, work = split(relay.take(), installation.key_commands())
    program.reader.join(5)
    complaints = program.said[-3:] + log.read_text(errors="replace").splitlines()[-12:] if code != 0 else []
    return {
        "version": program.version(),
        "start": start,
        "work": work,
        "refused": installation.refusals(),
        "works": code == 0,
        "complaints": complaints,
    }
