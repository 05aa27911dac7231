package io.redisfailover.e2e.writers;

/**
 * Writers to be started.
 *
 * @param name begins the names of their keys, unlike those of every other
 * @param host where they connect
 * @param port where they connect
 * @param password with which they log in
 * @param jedis how many use Jedis
 * @param lettuce how many use Lettuce
 * @param patienceMillis how long each waits for a connection and for a reply
 */
public record Start(
    String name,
    String host,
    int port,
    String password,
    int jedis,
    int lettuce,
    long patienceMillis) {}
