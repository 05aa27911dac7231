import redis
from loop import PASSWORD, PORT, WORKS_ONCE, bounds, run

print("version", redis.__version__, flush=True)
client = redis.Redis(host="127.0.0.1", port=PORT, password=PASSWORD, **bounds())

if WORKS_ONCE:
    client.set("key", "value")
    assert client.get("key") == b"value"
    with client.pipeline(transaction=True) as pipeline:
        assert pipeline.incr("count").incr("count").execute() == [1, 2]
    with client.pubsub() as subscriber:
        subscriber.subscribe("channel")
        assert subscriber.get_message(timeout=5)["type"] == "subscribe"
        client.publish("channel", "message")
        assert subscriber.get_message(timeout=5)["data"] == b"message"
    assert client.register_script("return redis.call('GET', KEYS[1])")(keys=["key"]) == b"value"
    assert list(client.scan_iter("k*")) == [b"key"]
    assert client.info("server")["redis_version"]
    client.flushdb()
else:
    run(lambda: client.incr("loop"))
