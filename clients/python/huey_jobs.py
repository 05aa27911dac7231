import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from loop import WORKS_ONCE, run

# The consumer imports the tasks by the name of their module, so they have one of their own.
from huey_tasks import add, huey

print("version", version("huey"), flush=True)
command = [str(Path(sys.executable).with_name("huey_consumer")), "huey_tasks.huey", "-q"]
worker = subprocess.Popen(command, cwd=Path(__file__).parent, stdout=subprocess.DEVNULL)
if WORKS_ONCE:
    assert add(1, 2).get(blocking=True, timeout=60) == 3
    assert add.schedule((1, 2), delay=1).get(blocking=True, timeout=60) == 3
    huey.flush()
    worker.terminate()
    worker.wait(30)
else:
    run(lambda: add(1, 2).get(blocking=True, timeout=5, max_delay=0.1))
