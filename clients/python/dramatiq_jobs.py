import subprocess
import sys
from pathlib import Path

import dramatiq
from dramatiq.brokers.redis import RedisBroker
from dramatiq.results import Results
from dramatiq.results.backends import RedisBackend
from loop import PASSWORD, PORT, QUEUE, WORKS_ONCE, bounds, run

where = {"host": "127.0.0.1", "port": PORT, "password": PASSWORD, **bounds()}
broker = RedisBroker(namespace=QUEUE, **where)
broker.add_middleware(Results(backend=RedisBackend(**where)))
dramatiq.set_broker(broker)


@dramatiq.actor(store_results=True)
def add(one, two):
    return one + two


if __name__ == "__main__":
    print("version", dramatiq.__version__, flush=True)
    command = [str(Path(sys.executable).with_name("dramatiq")), "--processes", "1", "--threads", "2", "dramatiq_jobs"]
    worker = subprocess.Popen(command, cwd=Path(__file__).parent, stdout=subprocess.DEVNULL)
    if WORKS_ONCE:
        assert add.send(1, 2).get_result(block=True, timeout=60_000) == 3
        assert add.send_with_options(args=(1, 2), delay=500).get_result(block=True, timeout=60_000) == 3
        broker.flush_all()
        worker.terminate()
        worker.wait(30)
    else:
        run(lambda: add.send(1, 2).get_result(block=True, timeout=5_000))
