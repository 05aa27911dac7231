"""What all programs in Python share: where to connect, and the loop that the timing reads."""

import os
import time
import traceback

PORT = int(os.environ["RF_PORT"])
PASSWORD = os.environ["RF_PASSWORD"]
WORKS_ONCE = os.environ["RF_MODE"] == "work"
BOUNDED = os.environ["RF_OPTIONS"] == "bounded"
# Two loops of one library run side by side, each with a queue of its own.
QUEUE = "jobs-" + os.environ["RF_OPTIONS"]
URL = f"redis://:{PASSWORD}@127.0.0.1:{PORT}/0"


def bounds():
    """The options of redis-py that bound how long it waits."""
    if not BOUNDED:
        return {}
    return {"socket_timeout": 2, "socket_connect_timeout": 2, "health_check_interval": 10}


def await_true(condition):
    """Waits until a job is done; a job that was lost with its connection is not waited for for ever."""
    end = time.monotonic() + 5
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.02)


def run(attempt):
    """Attempts 20 times a second, for ever; says of each attempt how it went."""
    while True:
        try:
            attempt()
            print("ok", flush=True)
        except Exception as failure:
            print("error", type(failure).__name__, flush=True)
            traceback.print_exc()
        time.sleep(0.05)
