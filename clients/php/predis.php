<?php
require 'Predis/autoload.php';
require __DIR__ . '/loop.php';

echo 'version ', Predis\Client::VERSION, "\n";
$bounds = BOUNDED ? ['timeout' => 2, 'read_write_timeout' => 2] : [];
$redis = new Predis\Client(['host' => '127.0.0.1', 'port' => PORT, 'password' => PASSWORD] + $bounds);

if (WORKS_ONCE) {
    $redis->setex('key', 60, 'value');
    check($redis->get('key') === 'value');
    check($redis->transaction()->incr('count')->incr('count')->execute() === [1, 2]);
    check($redis->eval("return redis.call('GET', KEYS[1])", 1, 'key') === 'value');
    check($redis->publish('channel', 'message') === 0);
    check($redis->scan(0)[1] !== []);
    check(isset($redis->info()['Server']));
    $redis->flushdb();
    exit(0);
}
run(fn () => $redis->incr('loop'));
