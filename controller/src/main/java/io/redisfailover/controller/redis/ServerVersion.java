package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.model.ReplicationInfoParser;
import java.util.Map;
import java.util.Optional;

/** Name and version of a Redis or Valkey process. Pure. */
public final class ServerVersion {
  private ServerVersion() {}

  /**
   * {@return a text such as {@code Redis 8.0.2} or {@code Valkey 8.1.0}, if the server told}
   *
   * @param info the reply to {@code INFO server}; Valkey names the Redis that it is compatible with
   *     beside its own version
   */
  public static Optional<String> inWords(Reply info) {
    if (info.isError()) {
      return Optional.empty();
    }
    Map<String, String> fields = ReplicationInfoParser.fields(info.text());
    return Optional.ofNullable(fields.get("valkey_version"))
        .map(version -> "Valkey " + version)
        .or(() ->
            Optional.ofNullable(fields.get("redis_version")).map(version -> "Redis " + version));
  }
}
