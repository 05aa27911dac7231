package io.redisfailover.proxy.watch;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.redisfailover.failover.command.Probe;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.ErrorReply;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.View;
import io.redisfailover.proxy.redis.ConnectionLostException;
import io.redisfailover.proxy.redis.Links;
import io.redisfailover.proxy.redis.Login;
import io.redisfailover.proxy.redis.RedisConnection;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The replication watch of one server: one lasting connection, one probe after the other. Every
 * outcome becomes a view, a broken connection at once. All on one event loop, the caller's; views
 * are handed over there.
 *
 * <ol>
 *   <li>A connection breaks: a view {@code Closed(false)}, and a new dial at once.
 *   <li>That dial is refused: {@code Refused}. It is closed before an answer: {@code Closed(true)}.
 *   <li>Nothing comes in time: {@code Silent}, and a new dial for the next probe.
 * </ol>
 */
public final class ServerWatch {
  private final Node node;
  private final EventLoop loop;
  private final Links links;
  private final Consumer<View> views;
  private Duration interval = Duration.ofMillis(100);
  private Duration answerLimit = Duration.ofMillis(500);
  private @Nullable RedisConnection connection;
  private Optional<InetSocketAddress> answeredAt = Optional.empty();
  private @Nullable Attempt attempt;
  private @Nullable ScheduledFuture<?> next;
  private Instant lastSentAt = Instant.EPOCH;
  private boolean afterClose;
  private boolean again;
  private boolean stopped;

  /**
   * A probe under way.
   *
   * @param sentAt when it, or its dial, was sent
   * @param limit the timer that ends it
   */
  private record Attempt(Instant sentAt, CompletableFuture<Void> limit) {}

  /**
   * A watch that has not started.
   *
   * @param node the server
   * @param loop the event loop that it lives on
   * @param links how servers are reached
   * @param views who gets the views
   */
  public ServerWatch(Node node, EventLoop loop, Links links, Consumer<View> views) {
    this.node = node;
    this.loop = loop;
    this.links = links;
    this.views = views;
  }

  /** Sends a probe now, or right after the one that is under way. */
  public void probeNow() {
    if (stopped) {
      return;
    }
    if (attempt != null) {
      again = true;
      return;
    }
    cancelNext();
    probe();
  }

  /**
   * Sets the pace; a probe may be due at once by it.
   *
   * @param wanted from the sending of one probe to the next
   * @param limit how long an answer, dialling included, is waited for from the next probe on
   */
  public void pace(Duration wanted, Duration limit) {
    answerLimit = limit;
    boolean sooner = wanted.compareTo(interval) < 0;
    interval = wanted;
    if (sooner && next != null) {
      Duration left = wanted.minus(Duration.between(lastSentAt, links.clock().instant()));
      if (left.toNanos() < next.getDelay(TimeUnit.NANOSECONDS)) {
        cancelNext();
        schedule(left);
      }
    }
  }

  /** {@return where the newest answer came from that says what the server is} */
  Optional<InetSocketAddress> answeredAt() {
    return answeredAt;
  }

  /** Gives the connection up and dials anew: the server may be elsewhere. */
  public void redial() {
    drop();
    afterClose = false;
    if (attempt != null) {
      attempt.limit.cancel(false);
      attempt = null;
    }
    probeNow();
  }

  /** Ends it; no view is handed over any more. */
  public void stop() {
    stopped = true;
    cancelNext();
    drop();
  }

  private void probe() {
    again = false;
    Attempt mine = new Attempt(links.clock().instant(), new CompletableFuture<>());
    attempt = mine;
    lastSentAt = mine.sentAt;
    Duration limit = answerLimit;
    ScheduledFuture<?> timer =
        loop.schedule(
            () -> silent(mine, "no answer within " + limit.toMillis() + " ms"),
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    var unused = mine.limit.whenComplete((done, failure) -> timer.cancel(false));
    if (connection != null) {
      send(mine, connection, Optional.empty());
    } else {
      dial(mine);
    }
  }

  private void dial(Attempt mine) {
    Optional<InetSocketAddress> address = links.addresses().of(node);
    if (address.isEmpty()) {
      String host = links.addresses().endpoints().of(node).host();
      loop.execute(() -> silent(mine, "its name " + host + " is not known"));
      return;
    }
    var unused =
        RedisConnection.dial(loop, links.sockets(), address.get(), answerLimit)
            .whenComplete((dialled, failure) -> {
              if (!mine.equals(attempt) || stopped) {
                if (dialled != null) {
                  dialled.close();
                }
              } else if (failure != null) {
                dialFailed(mine, failure);
              } else {
                use(dialled);
                send(mine, dialled, Optional.of(links.login()));
              }
            });
  }

  private void use(RedisConnection dialled) {
    connection = dialled;
    var unused = dialled.closed().thenRun(() -> lost(dialled));
  }

  private void send(Attempt mine, RedisConnection on, Optional<Login> login) {
    List<List<String>> probe = Probe.commands();
    List<List<String>> packet = login.map(first -> first.andThen(probe)).orElse(probe);
    var unused =
        on.send(packet)
            .whenComplete((replies, failure) -> {
              if (!mine.equals(attempt)) {
                return;
              }
              if (failure == null) {
                answered(mine, on, login, replies);
              } else {
                broken(mine, login, failure);
              }
            });
  }

  private void answered(
      Attempt mine, RedisConnection on, Optional<Login> login, List<Reply> replies) {
    afterClose = false;
    Optional<ErrorReply> error = login.flatMap(first -> first.error(replies));
    if (error.isPresent()) {
      drop();
      finish(mine, new Answer.Errored(error.get(), Optional.empty()));
      return;
    }
    List<Reply> own = login.map(first -> first.rest(replies)).orElse(replies);
    Answer answer = Probe.answer(node, links.addresses().endpoints(), own);
    if (answer instanceof Answer.Answered) {
      answeredAt = Optional.of(on.address());
    }
    finish(mine, answer);
  }

  /** The connection broke while a probe was under way. */
  private void broken(Attempt mine, Optional<Login> login, Throwable failure) {
    drop();
    List<Reply> received =
        failure instanceof ConnectionLostException lost ? lost.received() : List.of();
    Optional<ErrorReply> error = login.flatMap(first -> first.error(received));
    if (error.isPresent()) {
      finish(mine, new Answer.Errored(error.get(), Optional.empty()));
    } else {
      closed(mine);
    }
  }

  /** The connection broke, with or without a probe under way. */
  private void lost(RedisConnection broken) {
    if (connection != broken || stopped) {
      return;
    }
    connection = null;
    if (attempt == null) {
      cancelNext();
      attempt = new Attempt(links.clock().instant(), new CompletableFuture<>());
      closed(attempt);
    }
  }

  private void closed(Attempt mine) {
    boolean onFreshDial = afterClose;
    afterClose = true;
    again = !onFreshDial;
    finish(mine, new Answer.Closed(onFreshDial));
  }

  private void dialFailed(Attempt mine, Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    if (text.contains("Connection refused")) {
      finish(mine, new Answer.Refused());
    } else if (text.contains("Connection reset")) {
      closed(mine);
    } else {
      silent(mine, "no connection: " + text);
    }
  }

  private void silent(Attempt mine, String detail) {
    if (mine.equals(attempt)) {
      drop();
      finish(mine, new Answer.Silent(detail));
    }
  }

  private void finish(Attempt mine, Answer answer) {
    mine.limit.cancel(false);
    attempt = null;
    if (stopped) {
      return;
    }
    Instant now = links.clock().instant();
    Duration left = interval.minus(Duration.between(mine.sentAt, now));
    schedule(again ? Duration.ZERO : left);
    views.accept(new View(node, mine.sentAt, now, answer));
  }

  private void schedule(Duration wait) {
    next =
        loop.schedule(
            () -> {
              next = null;
              probeNow();
            },
            Math.max(0, wait.toNanos()),
            TimeUnit.NANOSECONDS);
  }

  private void cancelNext() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }
  }

  private void drop() {
    if (connection != null) {
      RedisConnection mine = connection;
      connection = null;
      mine.close();
    }
  }
}
