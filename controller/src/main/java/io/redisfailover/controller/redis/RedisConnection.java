package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.ErrorReply;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One connection to one Redis server, logged in and named. For one thread at a time; {@link #close}
 * may come from any.
 */
public final class RedisConnection implements AutoCloseable {
  private final Endpoint endpoint;
  private final Socket socket;
  private final Connection connection;

  private RedisConnection(Endpoint endpoint, Socket socket) {
    this.endpoint = endpoint;
    this.socket = socket;
    this.connection = new Connection(() -> socket);
  }

  /**
   * Dials, logs in and gives the connection its name, in one packet.
   *
   * @param endpoint the server
   * @param name by which the other party can find and close this connection
   * @param credentials asked once, after the dial
   * @param limits for the dial and for every reply
   * @throws NoAnswerException when the dial fails or the server refuses the login or the name
   */
  public static RedisConnection open(
      Endpoint endpoint, ConnectionName name, Credentials.Source credentials, TimeLimits limits)
      throws NoAnswerException {
    RedisConnection opened = new RedisConnection(endpoint, dial(endpoint, limits));
    try {
      opened.greet(name, credentials);
      return opened;
    } catch (NoAnswerException | RuntimeException failure) {
      opened.close();
      throw failure;
    }
  }

  private static Socket dial(Endpoint endpoint, TimeLimits limits) throws NoAnswerException {
    try {
      return Dial.socket(endpoint, limits);
    } catch (IOException failure) {
      throw new NoAnswerException(endpoint.toString(), Dial.meaning(failure));
    }
  }

  private void greet(ConnectionName name, Credentials.Source credentials) throws NoAnswerException {
    List<List<String>> greeting = new ArrayList<>();
    Optional<Credentials> login = credentials.read();
    login.ifPresent(known -> greeting.add(known.command()));
    greeting.add(List.of("CLIENT", "SETNAME", name.text()));
    for (Reply reply : call(greeting)) {
      if (reply.isError() && !saysThatNoPasswordIsNeeded(reply)) {
        throw new NoAnswerException(
            endpoint.toString(),
            new Answer.Errored(ErrorReply.parse(reply.text()), Optional.empty()));
      }
    }
  }

  /**
   * Changes how long each reply may take from here on.
   *
   * @param limit at least 1 ms
   * @throws NoAnswerException when the connection was reset meanwhile
   */
  void limitReads(Duration limit) throws NoAnswerException {
    try {
      connection.setSoTimeout(Math.toIntExact(Math.max(1, limit.toMillis())));
    } catch (JedisConnectionException reset) {
      throw new NoAnswerException(endpoint.toString(), new Answer.Closed(false));
    }
  }

  /**
   * Waits between two packets. Ends at once when the server closes the connection, which the next
   * packet then finds.
   *
   * @param atMost at least 1 ms
   */
  void rest(Duration atMost) {
    try {
      socket.setSoTimeout(Math.toIntExact(Math.max(1, atMost.toMillis())));
      if (socket.getInputStream().read() >= 0) {
        // Nobody asked: the next reply could not be told from this one.
        close();
      }
    } catch (SocketTimeoutException over) {
      // The whole time has passed, as it should.
    } catch (IOException closed) {
      close();
    }
  }

  /**
   * Sends commands as one packet and reads one reply to each.
   *
   * @param commands at least one; each a name and its arguments
   * @return the replies in order; fewer when the server said an error and hung up
   * @throws NoAnswerException when the connection fails or a reply does not come in time; the
   *     connection is of no use afterwards
   */
  public List<Reply> call(List<List<String>> commands) throws NoAnswerException {
    List<Reply> replies = new ArrayList<>();
    try {
      for (List<String> command : commands) {
        byte[] name = command.get(0).getBytes(StandardCharsets.UTF_8);
        connection.sendCommand(
            () -> name, command.subList(1, command.size()).toArray(String[]::new));
      }
      while (replies.size() < commands.size()) {
        replies.add(next());
      }
      return List.copyOf(replies);
    } catch (JedisConnectionException failure) {
      // A server that is full or protected says so in one error and closes: that error is the news.
      if (replies.size() == 1 && replies.get(0).isError()) {
        return List.copyOf(replies);
      }
      throw new NoAnswerException(endpoint.toString(), Dial.meaning(failure));
    } catch (JedisException | ClassCastException malformed) {
      throw new NoAnswerException(
          endpoint.toString(), new Answer.Garbled("does not answer as a Redis server does"));
    }
  }

  /**
   * Sends one command.
   *
   * @return its reply
   * @throws NoAnswerException as {@link #call}
   */
  public Reply call(String... command) throws NoAnswerException {
    return call(List.of(List.of(command))).get(0);
  }

  private Reply next() {
    try {
      return Reply.ok(text(connection.getOne()));
    } catch (JedisDataException error) {
      return Reply.error(String.valueOf(error.getMessage()));
    }
  }

  private static String text(@Nullable Object reply) {
    return switch (reply) {
      case null -> "";
      case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
      case List<?> elements ->
          elements.stream().map(RedisConnection::text).collect(Collectors.joining("\n"));
      default -> reply.toString();
    };
  }

  private static boolean saysThatNoPasswordIsNeeded(Reply reply) {
    return reply.text().startsWith("ERR AUTH <password> called without any password")
        || reply.text().startsWith("ERR Client sent AUTH, but no password is set");
  }

  @Override
  public void close() {
    try {
      connection.disconnect();
    } catch (JedisException alreadyBroken) {
      // It is gone either way, which is all that was asked for.
    }
  }

  @Override
  public String toString() {
    return "RedisConnection[" + endpoint + "]";
  }
}
