package main

import (
	"time"

	"github.com/redis/go-redis/v9"
)

func goRedis() {
	version("github.com/redis/go-redis/v9")
	options := &redis.Options{Addr: address, Password: password}
	if bounded {
		options.DialTimeout, options.ReadTimeout, options.WriteTimeout = time.Second, time.Second, time.Second
		options.MaxRetries = 5
	}
	client := redis.NewClient(options)
	if !worksOnce {
		run(func() error { return client.Incr(ctx, "loop").Err() })
	}
	check(client.Set(ctx, "key", "value", time.Minute).Err())
	value, err := client.Get(ctx, "key").Result()
	check(err)
	expect(value == "value", "the value")
	_, err = client.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
		pipe.Incr(ctx, "count")
		pipe.Incr(ctx, "count")
		return nil
	})
	check(err)
	script := redis.NewScript("return redis.call('GET', KEYS[1])")
	check(script.Run(ctx, client, []string{"key"}).Err())
	subscriber := client.Subscribe(ctx, "channel")
	_, err = subscriber.Receive(ctx)
	check(err)
	check(client.Publish(ctx, "channel", "message").Err())
	message, err := subscriber.ReceiveMessage(ctx)
	check(err)
	expect(message.Payload == "message", "the message")
	check(subscriber.Close())
	scan := client.Scan(ctx, 0, "k*", 10).Iterator()
	expect(scan.Next(ctx) && scan.Val() == "key", "the key")
	check(client.FlushDB(ctx).Err())
	check(client.Close())
}
