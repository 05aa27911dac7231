# What all programs in Ruby share: where to connect, and the loop that the timing reads.
$stdout.sync = true
PORT = Integer(ENV.fetch('RF_PORT'))
PASSWORD = ENV.fetch('RF_PASSWORD')
WORKS_ONCE = ENV.fetch('RF_MODE') == 'work'
BOUNDED = ENV.fetch('RF_OPTIONS') == 'bounded'
# Two loops of one library run side by side, each with a queue of its own.
QUEUE = "jobs-#{ENV.fetch('RF_OPTIONS')}"
PLACE = { host: '127.0.0.1', port: PORT, password: PASSWORD }.freeze
BOUNDS = BOUNDED ? { timeout: 2, connect_timeout: 2, reconnect_attempts: 5, reconnect_delay: 0.1, reconnect_delay_max: 0.5 } : {}

def check(condition)
  raise 'not as expected' unless condition
end

# Attempts 20 times a second, for ever; says of each attempt how it went.
def run
  loop do
    begin
      yield
      puts 'ok'
    rescue StandardError => e
      puts "error #{e.class}"
      warn e.full_message
    end
    sleep 0.05
  end
end
