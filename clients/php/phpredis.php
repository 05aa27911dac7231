<?php
require __DIR__ . '/loop.php';

// Not with echo: PHP starts no session after the first output.
fwrite(STDOUT, 'version ' . phpversion('redis') . "\n");
// A script of PHP serves one request and connects anew in the next; a loop that fails does the same.
$redis = null;
$connect = function () use (&$redis) {
    $redis = new Redis();
    BOUNDED ? $redis->connect('127.0.0.1', PORT, 2.0, null, 0, 2.0) : $redis->connect('127.0.0.1', PORT);
    $redis->auth(PASSWORD);
    return $redis;
};

if (WORKS_ONCE) {
    $connect();
    check($redis->setex('key', 60, 'value') && $redis->get('key') === 'value');
    check($redis->multi()->incr('count')->incr('count')->exec() === [1, 2]);
    check($redis->eval("return redis.call('GET', KEYS[1])", ['key'], 1) === 'value');
    check($redis->publish('channel', 'message') === 0);
    $iterator = null;
    check($redis->scan($iterator, 'k*') === ['key']);
    check(isset($redis->info()['redis_version']));
    ini_set('session.save_handler', 'redis');
    ini_set('session.save_path', 'tcp://127.0.0.1:' . PORT . '?auth=' . PASSWORD);
    ini_set('session.use_cookies', '0');
    ini_set('session.cache_limiter', '');
    check(session_start());
    $_SESSION['user'] = 7;
    session_write_close();
    check(count($redis->keys('PHPREDIS_SESSION:*')) === 1);
    check($redis->flushDB());
    exit(0);
}
run(function () use (&$redis, $connect) {
    try {
        return ($redis ?? $connect())->incr('loop');
    } catch (Throwable $failure) {
        $redis = null;
        throw $failure;
    }
});
