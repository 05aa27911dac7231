import os
import subprocess
import sys
import time

import redis
import rq
from loop import PASSWORD, PORT, QUEUE, WORKS_ONCE, bounds, run

client = redis.Redis(host="127.0.0.1", port=PORT, password=PASSWORD, **bounds())
worker_options = {**bounds(), **({"socket_timeout": 30} if bounds() else {})}


def work(burst):
    connection = redis.Redis(host="127.0.0.1", port=PORT, password=PASSWORD, **worker_options)
    rq.SimpleWorker([QUEUE], connection=connection).work(burst=burst, logging_level="WARNING")


if "--worker" in sys.argv:
    work(burst=False)
elif WORKS_ONCE:
    print("version", rq.VERSION, flush=True)
    queue = rq.Queue(QUEUE, connection=client)
    job = queue.enqueue("operator.add", 1, 2)
    later = queue.enqueue("operator.truediv", 1, 0)
    work(burst=True)
    assert job.return_value() == 3
    assert later.get_status() == "failed"
    assert rq.registry.FailedJobRegistry(queue=queue).count == 1
    queue.empty()
else:
    worker = subprocess.Popen([sys.executable, "-B", __file__, "--worker"], env=os.environ, stdout=subprocess.DEVNULL)
    queue = rq.Queue(QUEUE, connection=client)

    def one_job():
        job = queue.enqueue("operator.add", 1, 2)
        while job.return_value() is None:
            time.sleep(0.02)

    run(one_job)
