package io.redisfailover.proxy.log;

import io.redisfailover.controlapi.Sentence;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Command.Promote.Obsolete;
import io.redisfailover.failover.command.CommandWords;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.Lull;
import io.redisfailover.proxy.config.Syslog;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs a line when the route changes and when an order ends, never one for a cycle. Used by one
 * thread.
 */
public final class TransitionLog {
  private static final Logger LOG = LoggerFactory.getLogger("redisfailover.transitions");

  private static final Command SAMPLE =
      new Command.Promote(
          Server.MASTER,
          1,
          new Command.Expected("", false, "", Optional.empty()),
          0,
          Obsolete.EPOCH,
          "");

  private final Consumer<LogEvent> besides;
  private Optional<Route> logged = Optional.empty();
  private String lastFailure = "";

  /** Logs to the log of the process alone. */
  public TransitionLog() {
    this(event -> {});
  }

  /**
   * Logs to the log of the process, and to another one.
   *
   * @param besides takes each line, too
   */
  public TransitionLog(Consumer<LogEvent> besides) {
    this.besides = besides;
  }

  /**
   * Finds the words of an order and logs none: the first ones load classes, 7 ms (measured), which
   * would delay the route of a failover.
   */
  public static void warmUp() {
    ProbeResult reply =
        new ProbeResult(Server.MASTER, Instant.EPOCH, Instant.EPOCH, new ProbeAnswer.Refused());
    var unused = words(SAMPLE, new OrderOutcome.Done(reply));
  }

  /** The part of a route that makes a new line; another message alone makes none. */
  private record Route(Optional<Server> server, Optional<Long> epoch, boolean ready) {}

  /**
   * Logs the route when it differs from the one that was logged last.
   *
   * @param server the server to which clients are routed; absent while they are held
   * @param epoch the epoch that is served there; absent in {@code RouteOnly} and while clients are
   *     held
   * @param ready whether the proxy reports that it is ready
   * @param message why, in words that follow on a colon
   */
  public void route(Optional<Server> server, Optional<Epoch> epoch, boolean ready, String message) {
    Optional<Long> number = epoch.map(Epoch::number);
    Optional<Route> route = Optional.of(new Route(server, number, ready));
    if (route.equals(logged)) {
      return;
    }
    logged = route;
    if (server.isEmpty()) {
      info((ready ? "Holding clients: " : "Holding clients, not ready: ") + message);
    } else {
      String detail = number.map(value -> " (epoch " + value + ")").orElse(": " + message);
      info("Routing clients to " + server.get() + detail);
    }
  }

  /**
   * Logs that this process stood still.
   *
   * @param lull the time in which all of it did; absent when a part went on
   */
  public void stoodStill(Optional<Lull> lull) {
    info(
        lull.map(all ->
                "this process stood still for %.1f s".formatted(all.length().toMillis() / 1e3))
                .orElse("a part of this process stood still")
            + "; nothing is passed on until the active server answers");
  }

  /** Logs how an order ended; a failure that repeats itself is logged once. */
  public void order(Order order, OrderOutcome outcome) {
    String words = words(order.command(), outcome);
    boolean failed = !(outcome instanceof OrderOutcome.Done);
    if (!failed || !words.equals(lastFailure)) {
      info(words);
    }
    lastFailure = failed ? words : "";
  }

  private static String words(Command command, OrderOutcome outcome) {
    String ended = CommandWords.ended(command, outcome);
    return outcome instanceof OrderOutcome.Done ? ended + ": " + command.why() : ended;
  }

  private void info(String words) {
    String sentence = Sentence.of(words);
    LOG.info("{}", sentence);
    besides.accept(new LogEvent(Syslog.Level.NOTICE, sentence));
  }
}
