package main

import (
	"time"

	"github.com/gomodule/redigo/redis"
)

func redigoPool() {
	version("github.com/gomodule/redigo")
	options := []redis.DialOption{redis.DialPassword(password)}
	pool := &redis.Pool{MaxIdle: 3}
	if bounded {
		options = append(options, redis.DialConnectTimeout(2*time.Second),
			redis.DialReadTimeout(2*time.Second), redis.DialWriteTimeout(2*time.Second))
		pool.TestOnBorrow = func(connection redis.Conn, idle time.Time) error {
			if time.Since(idle) < time.Second {
				return nil
			}
			_, err := connection.Do("PING")
			return err
		}
	}
	pool.Dial = func() (redis.Conn, error) { return redis.Dial("tcp", address, options...) }
	if !worksOnce {
		run(func() error {
			connection := pool.Get()
			defer connection.Close()
			_, err := connection.Do("INCR", "loop")
			return err
		})
	}
	connection := pool.Get()
	_, err := connection.Do("SET", "key", "value", "EX", 60)
	check(err)
	value, err := redis.String(connection.Do("GET", "key"))
	check(err)
	expect(value == "value", "the value")
	check(connection.Send("MULTI"))
	check(connection.Send("INCR", "count"))
	_, err = connection.Do("EXEC")
	check(err)
	_, err = redis.NewScript(1, "return redis.call('GET', KEYS[1])").Do(connection, "key")
	check(err)
	subscriber := redis.PubSubConn{Conn: pool.Get()}
	check(subscriber.Subscribe("channel"))
	subscriber.Receive()
	_, err = connection.Do("PUBLISH", "channel", "message")
	check(err)
	_, heard := subscriber.Receive().(redis.Message)
	expect(heard, "the message")
	check(subscriber.Unsubscribe())
	_, err = connection.Do("FLUSHDB")
	check(err)
	check(pool.Close())
}
