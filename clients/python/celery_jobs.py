import os
import subprocess
import sys
from pathlib import Path

import celery
from loop import BOUNDED, QUEUE, URL, WORKS_ONCE, await_true, run

app = celery.Celery("celery_jobs", broker=URL, backend=URL)
app.conf.task_default_queue = QUEUE
app.conf.broker_connection_retry_on_startup = True
if BOUNDED:
    bounds = {"socket_timeout": 5, "socket_connect_timeout": 2, "health_check_interval": 5}
    app.conf.update(
        broker_transport_options=bounds,
        redis_socket_timeout=2, redis_socket_connect_timeout=2, redis_backend_health_check_interval=5,
    )


@app.task
def add(one, two):
    return one + two


@app.task
def total(numbers):
    return sum(numbers)


def get_result():
    assert add.delay(1, 2).get(timeout=5) == 3


def poll_result():
    await_true(add.delay(1, 2).ready)


if __name__ == "__main__":
    sys.modules["celery_jobs"] = sys.modules["__main__"]
    print("version", celery.__version__, flush=True)
    command = [sys.executable, "-m", "celery", "-A", "celery_jobs", "worker", "--pool", "solo", "--loglevel", "ERROR"]
    worker = subprocess.Popen(command, cwd=Path(__file__).parent, stdout=subprocess.DEVNULL)
    if WORKS_ONCE:
        assert add.delay(1, 2).get(timeout=60) == 3
        assert celery.chord([add.s(1, 1), add.s(2, 2)])(total.s()).get(timeout=60) == 6
        assert celery.group(add.s(1, 1), add.s(2, 2)).delay().get(timeout=60) == [2, 4]
        assert app.control.ping(timeout=5)
        app.control.purge()
        app.control.shutdown()
        worker.wait(30)
    else:
        run(get_result if "get" in sys.argv[1:] else poll_result)
