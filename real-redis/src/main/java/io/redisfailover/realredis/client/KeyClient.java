package io.redisfailover.realredis.client;

/** A client with one connection that sends one command at a time. Used by one thread. */
interface KeyClient extends AutoCloseable {
  /**
   * Sets a key.
   *
   * @throws ClientException when no reply came, or an error; the outcome is unknown then
   */
  void set(String key, String value) throws ClientException;

  /** Adds one to a counter. {@return its new value} */
  long increment(String key) throws ClientException;

  /** Appends to a list. */
  void append(String list, String value) throws ClientException;

  @Override
  void close();
}
