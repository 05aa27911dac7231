require_relative 'loop'
require 'redis'

puts "version #{Redis::VERSION}"
redis = Redis.new(**PLACE, **BOUNDS)
run { redis.incr('loop') } unless WORKS_ONCE

redis.setex('key', 60, 'value')
check redis.get('key') == 'value'
check redis.multi { |transaction| 2.times { transaction.incr('count') } } == [1, 2]
check redis.eval("return redis.call('GET', KEYS[1])", keys: ['key']) == 'value'
subscriber = Redis.new(**PLACE)
subscriber.subscribe('channel') do |on|
  on.subscribe { redis.publish('channel', 'message') }
  on.message { subscriber.unsubscribe }
end
check redis.scan_each(match: 'k*').to_a == ['key']
check redis.info['redis_version']
redis.flushdb
redis.close
