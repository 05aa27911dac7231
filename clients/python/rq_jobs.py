import os
import subprocess
import sys

import redis
import rq
from loop import PASSWORD, PORT, QUEUE, WORKS_ONCE, await_true, bounds, run

client = redis.Redis(host="127.0.0.1", port=PORT, password=PASSWORD, **bounds())
# A worker waits for jobs for its TTL less 15 s, and 10 s longer for the reply.
worker_ttl = 20 if bounds() else None


def work(burst):
    connection = redis.Redis(host="127.0.0.1", port=PORT, password=PASSWORD, **bounds())
    rq.SimpleWorker([QUEUE], connection=connection, worker_ttl=worker_ttl).work(burst=burst, logging_level="WARNING")


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
        await_true(lambda: job.return_value() == 3)

    run(one_job)
