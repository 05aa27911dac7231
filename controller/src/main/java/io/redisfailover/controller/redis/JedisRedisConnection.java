package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.dialogue.ConnectionFailure;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.Login;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.ProbeAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One connection to one Redis server. Everything has a time-out, and no answer costs more than its
 * limit. For one thread at a time; {@link #close} may come from any.
 */
public final class JedisRedisConnection implements AutoCloseable {
  private final Endpoint endpoint;
  private final TimeLimits limits;
  private final ReplySocket socket;

  private JedisRedisConnection(Endpoint endpoint, TimeLimits limits, ReplySocket socket) {
    this.endpoint = endpoint;
    this.limits = limits;
    this.socket = socket;
  }

  /**
   * Dials, logs in and gives the connection its name, in one packet.
   *
   * @param endpoint the server
   * @param name by which the other party can find and close this connection
   * @param credentials asked once, after the dial
   * @param limits for the dial and for every packet
   * @throws NoAnswerException when the dial fails or the server refuses the login or the name
   */
  public static JedisRedisConnection open(
      Endpoint endpoint,
      ConnectionName name,
      Supplier<Optional<RedisCredentials>> credentials,
      TimeLimits limits)
      throws NoAnswerException {
    try {
      JedisRedisConnection opened = dial(endpoint, limits);
      try {
        opened.greet(new Login(credentials.get(), name));
        return opened;
      } catch (NoAnswerException | RuntimeException failure) {
        opened.close();
        throw failure;
      }
    } catch (CutException cut) {
      throw new NoAnswerException(endpoint.toString(), cut.failure().answer(false));
    }
  }

  /**
   * Dials only.
   *
   * @throws CutException when there is no connection
   */
  static JedisRedisConnection dial(Endpoint endpoint, TimeLimits limits) throws CutException {
    try {
      return new JedisRedisConnection(
          endpoint, limits, ReplySocket.dial(endpoint, limits.connect()));
    } catch (IOException failure) {
      throw new CutException(ConnectionFailure.ofDial(failure), List.of());
    }
  }

  private void greet(Login login) throws NoAnswerException {
    Packet greeting = new Packet.Greet(login);
    List<Reply> replies = call(greeting.commands());
    Optional<ErrorReply> refusal = login.refusal(replies);
    if (refusal.isPresent()) {
      throw new NoAnswerException(
          endpoint.toString(), new ProbeAnswer.Errored(refusal.get(), Optional.empty()));
    }
  }

  /**
   * Sends a packet and says what its replies mean.
   *
   * @param packet the packet
   * @param endpoints where both servers are
   * @param mayTake how long all of it may take, positive
   * @throws CutException when a reply does not come in time or is none, or the connection is closed
   *     and the server has not said why before; the connection is of no use afterwards
   */
  Heard exchange(Packet packet, Endpoints endpoints, Duration mayTake) throws CutException {
    try {
      return packet.read(
          socket.exchange(packet.commands(), packet.limitBytes(), mayTake), endpoints);
    } catch (CutException cut) {
      Optional<Heard> said = packet.before(cut.failure(), cut.lastWords(), endpoints);
      if (said.isPresent()) {
        return said.get();
      }
      throw cut;
    }
  }

  /**
   * Waits between two packets.
   *
   * @param atMost positive
   * @return what broke the connection, if anything did: the server closed it, or said something
   *     that nobody asked for
   */
  Optional<ConnectionFailure> rest(Duration atMost) {
    return socket.rest(atMost);
  }

  /**
   * Sends commands as one packet and reads one reply to each.
   *
   * @param commands at least one; each a name and its arguments
   * @return the replies in order; fewer when the server said an error and hung up
   * @throws NoAnswerException when the connection fails or the replies do not come in time; the
   *     connection is of no use afterwards
   */
  public List<Reply> call(List<List<String>> commands) throws NoAnswerException {
    try {
      return socket.exchange(commands, Packet.USUAL_LIMIT_BYTES, limits.read());
    } catch (CutException cut) {
      // A server that is full or protected says so in one error and closes: that error is the news.
      if (cut.lastWords().size() == 1 && cut.lastWords().get(0).isError()) {
        return cut.lastWords();
      }
      throw new NoAnswerException(endpoint.toString(), cut.failure().answer(false));
    }
  }

  /**
   * Sends commands as one packet, each of which must get its reply.
   *
   * @param commands as for {@link #call(List)}
   * @return the replies in order, as many as there are commands
   * @throws NoAnswerException as {@link #call(List)}, and when the server said an error and hung up
   */
  public List<Reply> callAll(List<List<String>> commands) throws NoAnswerException {
    List<Reply> replies = call(commands);
    if (replies.size() < commands.size()) {
      throw new NoAnswerException(
          endpoint.toString(),
          new ProbeAnswer.Errored(ErrorReply.parse(replies.getFirst().text()), Optional.empty()));
    }
    return replies;
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

  /**
   * Reads one setting.
   *
   * @return its value; absent when the server does not know it, or this user may not ask
   * @throws NoAnswerException as {@link #call}
   */
  public Optional<String> setting(String name) throws NoAnswerException {
    return RequiredSettings.value(call("CONFIG", "GET", name));
  }

  @Override
  public void close() {
    socket.close();
  }

  @Override
  public String toString() {
    return "RedisConnection[" + endpoint + "]";
  }
}
