"""Plays a transcript: the commands of a program that cannot be run here. A line is a command, and an empty line begins
another connection. Fails where the server refuses one; other errors are what the program meets with too."""

import os
import shlex
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "runner"))
from resp import Connection, ReplyError  # noqa: E402

transcript = Path(__file__).with_name(sys.argv[1] + ".txt").read_text()
lines = [line for line in transcript.splitlines() if not line.startswith("#")]
print("version transcript")
refused = 0
for part in "\n".join(lines).split("\n\n"):
    connection = Connection(int(os.environ["RF_PORT"]))
    connection.call("AUTH", os.environ["RF_PASSWORD"])
    for line in part.splitlines():
        try:
            connection.call(*shlex.split(line))
        except ReplyError as error:
            print(line, error)
            refused += str(error).startswith("NOPERM")
    connection.close()
sys.exit(1 if refused else 0)
