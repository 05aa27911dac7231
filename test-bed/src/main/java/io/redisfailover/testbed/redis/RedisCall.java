package io.redisfailover.testbed.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisProtocol;

/** Commands of a test, each call on a connection of its own. */
public final class RedisCall {
  private static final int LIMIT_MILLIS = 20_000;

  private RedisCall() {}

  /**
   * Sends one command.
   *
   * @param port a loopback port
   * @param words the command
   * @return its reply as text; the elements of an array one per line
   * @throws redis.clients.jedis.exceptions.JedisException when nobody answers or the answer is an
   *     error
   */
  public static String call(int port, String... words) {
    try (Connection connection = connect(port)) {
      return call(connection, words);
    }
  }

  /** {@return a connection for more than one command} */
  public static Connection connect(int port) {
    return connect(port, Optional.empty());
  }

  /**
   * {@return the same, logged in}
   *
   * @param port a loopback port
   * @param password of the default user, if it has one
   */
  public static Connection connect(int port, Optional<String> password) {
    return connect(port, password, Duration.ofMillis(LIMIT_MILLIS));
  }

  /**
   * {@return the same, with a patience of its own}
   *
   * @param port a loopback port
   * @param password of the default user, if it has one
   * @param patience how long to wait for the connection and for each reply
   */
  public static Connection connect(int port, Optional<String> password, Duration patience) {
    return new Connection(
        new HostAndPort("127.0.0.1", port),
        DefaultJedisClientConfig.builder()
            .protocol(RedisProtocol.RESP2)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .password(password.orElse(null))
            .timeoutMillis(Math.toIntExact(patience.toMillis()))
            .build());
  }

  /** Sends one command on a connection. {@return its reply as text} */
  public static String call(Connection connection, String... words) {
    send(connection, words);
    return text(connection.getOne());
  }

  /** Sends many commands at once. {@return their replies in order} */
  public static List<String> pipeline(Connection connection, List<List<String>> commands) {
    commands.forEach(words -> send(connection, words.toArray(String[]::new)));
    List<String> replies = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      replies.add(text(connection.getOne()));
    }
    return replies;
  }

  private static void send(Connection connection, String... words) {
    String[] arguments = new String[words.length - 1];
    System.arraycopy(words, 1, arguments, 0, arguments.length);
    byte[] name = words[0].getBytes(StandardCharsets.UTF_8);
    connection.sendCommand(() -> name, arguments);
  }

  private static String text(Object reply) {
    return switch (reply) {
      case null -> "";
      case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
      case List<?> list -> list.stream().map(RedisCall::text).collect(Collectors.joining("\n"));
      default -> String.valueOf(reply);
    };
  }
}
