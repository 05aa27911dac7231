from huey import RedisHuey
from loop import PASSWORD, PORT, QUEUE, bounds

huey = RedisHuey(QUEUE, host="127.0.0.1", port=PORT, password=PASSWORD, **bounds())


@huey.task()
def add(one, two):
    return one + two
