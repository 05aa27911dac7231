from importlib.metadata import version

from flask import Flask
from flask_caching import Cache
from loop import BOUNDED, PASSWORD, PORT, WORKS_ONCE, run

bounds = {"socket_timeout": 2, "socket_connect_timeout": 2} if BOUNDED else {}
app = Flask("cache")
cache = Cache(app, config={
    "CACHE_TYPE": "RedisCache", "CACHE_REDIS_HOST": "127.0.0.1", "CACHE_REDIS_PORT": PORT,
    "CACHE_REDIS_PASSWORD": PASSWORD, "CACHE_KEY_PREFIX": "cache:", "CACHE_OPTIONS": bounds,
})
print("version", version("flask-caching"), flush=True)


def attempt():
    with app.app_context():
        assert cache.set("loop", 1)


if WORKS_ONCE:
    with app.app_context():
        assert cache.set("key", "value", timeout=60)
        assert cache.get("key") == "value"
        assert cache.set_many({"one": 1, "two": 2})
        assert cache.get_many("one", "two") == [1, 2]
        assert cache.delete("key")
        assert cache.clear()
        assert cache.get("one") is None
else:
    run(attempt)
