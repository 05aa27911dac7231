package io.redisfailover.testbed.client;

/** The libraries that the writers use, each as its users have it. */
public enum ClientLibrary {
  /** A failed connection is thrown away and the next command opens another. */
  JEDIS {
    @Override
    KeyClient connect(Target target, ClientManner manner) throws ClientException {
      return JedisKeyClient.connect(target, manner);
    }
  },
  /** Connects again by itself and sends again what had no reply, as it does by default. */
  LETTUCE {
    @Override
    KeyClient connect(Target target, ClientManner manner) throws ClientException {
      return LettuceKeyClient.connect(target, manner);
    }
  };

  /** Opens a connection. */
  abstract KeyClient connect(Target target, ClientManner manner) throws ClientException;

  /** {@return whether a command is never executed twice, so that counters can be compared} */
  boolean neverRepeats() {
    return this == JEDIS;
  }
}
