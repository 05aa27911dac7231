package io.redisfailover.proxy.runtimeapi;

import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.Proxy;
import io.redisfailover.proxy.admin.Administration;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.config.RuntimeApiSettings;
import io.redisfailover.proxy.config.RuntimeLevel;
import io.redisfailover.proxy.log.RefusalLog;
import io.redisfailover.proxy.relay.OpenSession;
import io.redisfailover.proxy.relay.SessionControl;
import io.redisfailover.proxy.relay.SessionPhase;
import io.redisfailover.proxy.routing.ServerAdmin;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.helpers.NOPLogger;

/** A connection without a socket, in front of a proxy that changes nothing. */
public final class FuzzedConnection {
  private static final int MOST_COMMANDS = 20;
  private static final StatusSnapshot STATUS = status();

  private final CommandBuffer buffer = new CommandBuffer();
  private final Watched watched = new Watched();
  private final CliSession session;
  private RuntimeLevel level;

  private FuzzedConnection(RuntimeLevel level) {
    this.level = level;
    RuntimeView view =
        new RuntimeView(
            () -> STATUS,
            watched,
            watched,
            RuntimeApiSettings.on(
                new RuntimeApiSettings.UnixSocket(Path.of("/run/admin.sock"), 0600, level)),
            1,
            () -> 20_000,
            ZoneOffset.UTC);
    this.session =
        new CliSession(
            RuntimeCommands.table(view),
            new CliState(level, false, Duration.ofSeconds(10)),
            new RuntimeAudit(new RefusalLog(NOPLogger.NOP_LOGGER)),
            "the fuzzer");
  }

  /**
   * Sends an input in pieces.
   *
   * @param input its first byte says the level and the length of the pieces
   * @throws IllegalStateException when an answer breaks the contract
   */
  public static void play(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int first = input[0] & 0xff;
    RuntimeLevel[] levels = RuntimeLevel.values();
    FuzzedConnection connection = new FuzzedConnection(levels[first % levels.length]);
    int piece = 1 + first / levels.length;
    for (int at = 1; at < input.length; at += piece) {
      if (!connection.takes(Arrays.copyOfRange(input, at, Math.min(input.length, at + piece)))) {
        return;
      }
    }
  }

  private boolean takes(byte[] bytes) {
    if (!buffer.add(bytes)) {
      return false;
    }
    int answered = 0;
    for (Optional<String> next = buffer.next(); next.isPresent(); next = buffer.next()) {
      if (ForeignProtocol.of(next.get()).isPresent() || answered++ > MOST_COMMANDS) {
        return false;
      }
      answer(next.get());
    }
    return true;
  }

  private void answer(String command) {
    watched.changes = 0;
    watched.acts = 0;
    CliReply reply = session.answer(command).toCompletableFuture().join();
    if (!reply.closes() && !reply.sent().endsWith(reply.next().prompt() ? "\n> " : "\n")) {
      throw new IllegalStateException("an answer without an end");
    }
    if (reply.next().level().compareTo(level) > 0) {
      throw new IllegalStateException("a level was raised");
    }
    if (watched.changes > 0 && !level.allows(RuntimeLevel.OPERATOR)) {
      throw new IllegalStateException("level user has changed something");
    }
    if (watched.acts > 0 && level != RuntimeLevel.ADMIN) {
      throw new IllegalStateException("a level below admin has acted");
    }
    level = reply.next().level();
  }

  private static StatusSnapshot status() {
    Endpoints endpoints =
        new Endpoints(new Endpoint("10.0.0.1", 6379), new Endpoint("10.0.0.2", 6379));
    ProxyConfig config =
        new ProxyConfig(
            "fuzz",
            Listen.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            endpoints,
            PairSecrets.withoutLogin(MarkerKeys.NONE));
    try (Proxy proxy = new Proxy(config)) {
      return proxy.snapshot();
    }
  }

  /** Notes what is asked of it. */
  private static final class Watched implements Administration, SessionControl {
    private int changes;
    private int acts;

    private void act() {
      changes++;
      acts++;
    }

    @Override
    public CompletionStage<Optional<String>> administer(
        Server server, UnaryOperator<ServerAdmin> change) {
      act();
      var unused = change.apply(ServerAdmin.USUAL);
      return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public ServerAdmin of(Server server) {
      return ServerAdmin.USUAL;
    }

    @Override
    public CompletionStage<Optional<String>> health(Server server, Health health) {
      act();
      return CompletableFuture.completedFuture(Optional.of("Not now."));
    }

    @Override
    public CompletionStage<Integer> endSessionsOf(Server server) {
      act();
      return CompletableFuture.completedFuture(1);
    }

    @Override
    public void check(Server server, boolean on) {
      act();
    }

    @Override
    public void clearMaxima() {
      changes++;
    }

    @Override
    public void clearCounters() {
      act();
    }

    @Override
    public CompletionStage<List<OpenSession>> list() {
      return CompletableFuture.completedFuture(
          List.of(
              new OpenSession(
                  0x2a,
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711),
                  STATUS.at(),
                  Optional.of(Server.MASTER),
                  SessionPhase.DATA,
                  6,
                  7)));
    }

    @Override
    public CompletionStage<Integer> end(Predicate<OpenSession> which) {
      act();
      return list().thenApply(all -> (int) all.stream().filter(which).count());
    }

    @Override
    public void limitSessions(int most) {
      act();
      if (most < 1) {
        throw new IllegalStateException("no session is allowed");
      }
    }

    @Override
    public int sessionLimit() {
      return 20_000;
    }

    @Override
    public void limitServerConnections(int most) {
      act();
    }

    @Override
    public int serverConnectionLimit() {
      return 0;
    }
  }
}
