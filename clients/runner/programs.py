"""A running program of a library, and what it prints."""

import os
import signal
import subprocess
import threading
import time

from installation import PASSWORD


class Program:
    """A process group of its own. In a loop it prints a line `ok` or `error NAME` for each attempt."""

    def __init__(self, command, port, mode, options, log):
        environment = os.environ | {
            "RF_PORT": str(port), "RF_PASSWORD": PASSWORD, "RF_MODE": mode, "RF_OPTIONS": options,
        }
        self.successes, self.errors, self.said = [], [], []
        with open(log, "ab") as errors:
            self.process = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors,
                text=True, errors="replace", start_new_session=True, cwd="/",
            )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            now = time.monotonic()
            word, _, rest = line.strip().partition(" ")
            if word == "ok":
                self.successes.append(now)
            elif word == "error":
                self.errors.append((now, rest))
            self.said.append(line.strip())

    def wait(self, limit):
        """Returns the exit code, or None after the limit."""
        try:
            return self.process.wait(limit)
        except subprocess.TimeoutExpired:
            return None

    def version(self):
        return next((line[8:] for line in self.said if line.startswith("version ")), "")

    def longest_pause(self, since):
        """Returns the longest time without a success that ended after an instant."""
        successes = list(self.successes)
        pauses = [after - before for before, after in zip(successes, successes[1:]) if after > since]
        return max(pauses, default=0.0)

    def is_well(self):
        return bool(self.successes) and time.monotonic() - self.successes[-1] < 1

    def errors_since(self, since):
        return [name for at, name in list(self.errors) if at > since]

    def end(self):
        """Ends the whole process group that was started here."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
