require_relative 'loop'
require 'sidekiq'

puts "version #{Sidekiq::VERSION}" unless Sidekiq.server?
options = { url: "redis://127.0.0.1:#{PORT}/0", password: PASSWORD, **BOUNDS }
Sidekiq.configure_server { |config| config.redis = options }
Sidekiq.configure_client { |config| config.redis = options }
Sidekiq.logger.level = Logger::FATAL

class Add
  include Sidekiq::Worker
  sidekiq_options retry: 3, queue: QUEUE

  def perform(id, one, two)
    Sidekiq.redis { |redis| redis.setex("#{QUEUE}:result:#{id}", 60, one + two) }
  end
end

def result(id, limit)
  ending = Process.clock_gettime(Process::CLOCK_MONOTONIC) + limit
  until (found = Sidekiq.redis { |redis| redis.get("#{QUEUE}:result:#{id}") })
    raise 'no result in time' if Process.clock_gettime(Process::CLOCK_MONOTONIC) > ending
    sleep 0.02
  end
  found
end

unless Sidekiq.server?
  require 'sidekiq/api'
  worker = spawn('sidekiq', '-r', __FILE__, '-c', '2', '-q', QUEUE, '-t', '1', out: File::NULL)
  number = 0
  unless WORKS_ONCE
    run do
      number += 1
      Add.perform_async(number, 1, 2)
      result(number, 5)
    end
  end
  Add.perform_async('now', 1, 2)
  check result('now', 60) == '3'
  Add.perform_in(1, 'later', 1, 2)
  check result('later', 60) == '3'
  Add.perform_async('failing', 1, 'two')
  sleep 0.1 until Sidekiq::RetrySet.new.size == 1
  sleep 0.1 until Sidekiq::ProcessSet.new.size == 1
  sleep 0.1 until Sidekiq::Stats.new.processed >= 2
  Sidekiq.redis_info
  Sidekiq::Queue.new(QUEUE).clear
  Sidekiq::RetrySet.new.clear
  Process.kill('TERM', worker)
  Process.wait(worker)
end
