package io.redisfailover.realredis.client;

/** The client libraries of the writers, each with its own way to reconnect. */
public enum ClientLibrary {
  /** Drops a failed connection; the next command opens another one. */
  JEDIS {
    @Override
    KeyClient connect(ClientTarget target, ClientPacing pacing) throws ClientException {
      return JedisKeyClient.connect(target, pacing);
    }
  },
  /** Reconnects by itself and repeats commands without a reply, as it does by default. */
  LETTUCE {
    @Override
    KeyClient connect(ClientTarget target, ClientPacing pacing) throws ClientException {
      return LettuceKeyClient.connect(target, pacing);
    }
  };

  /** Opens a connection. */
  abstract KeyClient connect(ClientTarget target, ClientPacing pacing) throws ClientException;

  /** {@return whether it never repeats a command, so that counters can be compared} */
  boolean neverRepeats() {
    return this == JEDIS;
  }
}
