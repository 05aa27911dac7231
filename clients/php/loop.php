<?php
// What all programs in PHP share: where to connect, and the loop that the timing reads.
define('PORT', (int) getenv('RF_PORT'));
define('PASSWORD', getenv('RF_PASSWORD'));
define('WORKS_ONCE', getenv('RF_MODE') === 'work');
define('BOUNDED', getenv('RF_OPTIONS') === 'bounded');

function check(bool $condition): void
{
    if (!$condition) {
        throw new Exception('not as expected');
    }
}

/** Attempts 20 times a second, for ever; says of each attempt how it went. */
function run(callable $attempt): void
{
    while (true) {
        try {
            check($attempt() !== false);
            echo "ok\n";
        } catch (Throwable $failure) {
            echo 'error ', get_class($failure), "\n";
            fwrite(STDERR, $failure . "\n");
        }
        usleep(50000);
    }
}
