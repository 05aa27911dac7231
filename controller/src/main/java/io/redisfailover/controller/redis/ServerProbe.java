package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.Probe;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.ErrorReply;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server what it is, again and again, on one lasting connection. For one thread; {@link
 * #close} may come from any.
 */
public final class ServerProbe implements AutoCloseable {
  private final RedisServer server;
  private final Supplier<Instant> clock;
  private final Supplier<Duration> limit;
  private volatile @Nullable RedisConnection connection;
  private boolean closedBefore;

  /** A probe with the limits of the server; it has not dialled yet. */
  public ServerProbe(RedisServer server, Supplier<Instant> clock) {
    this(server, clock, server.limits()::read);
  }

  /**
   * A probe that has not dialled yet.
   *
   * @param server whom to ask
   * @param clock the clock of the process
   * @param limit asked before each probe: how long a dial or a reply may take, at least 1 ms
   */
  public ServerProbe(RedisServer server, Supplier<Instant> clock, Supplier<Duration> limit) {
    this.server = server;
    this.clock = clock;
    this.limit = limit;
  }

  /**
   * Asks once, dialling first where there is no connection.
   *
   * @return what came back; every failure of the connection is an answer too, and ends it
   */
  public View look() {
    Instant sentAt = clock.get();
    Answer answer = ask();
    return new View(server.node(), sentAt, clock.get(), answer);
  }

  private Answer ask() {
    try {
      Duration mayTake = limit.get();
      RedisConnection open = connection;
      if (open == null) {
        open = server.connect(new TimeLimits(mayTake, mayTake));
        connection = open;
      }
      open.limitReads(mayTake);
      Answer answer = ask(server, open);
      closedBefore = false;
      if (answer instanceof Answer.Errored(ErrorReply error, Optional<String> runId)
          && error.isConfigurationFault()) {
        close();
      }
      return answer;
    } catch (NoAnswerException failure) {
      close();
      if (failure.answer() instanceof Answer.Closed) {
        Answer closed = new Answer.Closed(closedBefore);
        closedBefore = true;
        return closed;
      }
      closedBefore = failure.answer() instanceof Answer.Refused && closedBefore;
      return failure.answer();
    }
  }

  /**
   * Sends one probe on a connection that is there.
   *
   * @param server whose connection it is
   * @param open the connection
   * @return what the replies mean
   * @throws NoAnswerException when they do not come
   */
  static Answer ask(RedisServer server, RedisConnection open) throws NoAnswerException {
    List<List<String>> commands = Probe.commands();
    List<Reply> replies = open.call(commands);
    if (replies.size() < commands.size()) {
      return new Answer.Errored(ErrorReply.parse(replies.get(0).text()), Optional.empty());
    }
    return Probe.answer(server.node(), server.endpoints(), replies);
  }

  /**
   * Waits until the next look is due; ends early when the server closes the connection.
   *
   * @param atMost at least 1 ms
   */
  void rest(Duration atMost) throws InterruptedException {
    RedisConnection open = connection;
    if (open == null) {
      TimeUnit.MILLISECONDS.sleep(Math.max(1, atMost.toMillis()));
    } else {
      open.rest(atMost);
    }
  }

  @Override
  public void close() {
    RedisConnection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }
}
