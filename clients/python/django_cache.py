import sys
from importlib.metadata import version

import django
from django.conf import settings
from loop import BOUNDED, URL, WORKS_ONCE, run

options = {"SOCKET_TIMEOUT": 2, "SOCKET_CONNECT_TIMEOUT": 2} if BOUNDED else {}
backend = sys.argv[1]
if backend == "django_redis.cache.RedisCache":
    cache_settings = {"OPTIONS": {"CLIENT_CLASS": "django_redis.client.DefaultClient", **options}}
else:
    cache_settings = {"OPTIONS": {name.lower(): value for name, value in options.items()}}
settings.configure(
    CACHES={"default": {"BACKEND": backend, "LOCATION": URL, **cache_settings}},
    SESSION_ENGINE="django.contrib.sessions.backends.cache",
)
django.setup()
from django.contrib.sessions.backends.cache import SessionStore  # noqa: E402
from django.core.cache import cache  # noqa: E402

print("version", version("django-redis" if "django_redis" in backend else "django"), flush=True)
if WORKS_ONCE:
    cache.set("key", "value", 60)
    assert cache.get("key") == "value"
    cache.set_many({"one": 1, "two": 2})
    assert cache.get_many(["one", "two"]) == {"one": 1, "two": 2}
    cache.add("count", 1)
    assert cache.incr("count") == 2
    session = SessionStore()
    session["user"] = 7
    session.save()
    assert SessionStore(session.session_key)["user"] == 7
    session.flush()
    if "django_redis" in backend:
        assert cache.keys("o*") == ["one"]
        assert cache.delete_pattern("o*") == 1
        with cache.lock("lock", timeout=5):
            pass
    cache.delete("key")
    cache.clear()
    assert cache.get("two") is None
else:
    run(lambda: cache.set("loop", 1))
