package io.redisfailover.proxy.redis;

import io.netty.channel.EventLoop;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controlapi.supervision.Weight;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.dialogue.Heard;
import io.redisfailover.failover.dialogue.Packet;
import io.redisfailover.failover.model.ReplicationInfoParser;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.config.ServerCapacity;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks both servers how many clients they have and may have, so that sessions leave the connections
 * free that a role change needs: each second, and 50 times a second while sessions wait. Used on
 * one event loop, but for {@link #start} and {@link #stop}.
 */
public final class CapacityWatch {
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Source: each answer admits a part of the clients that wait; none is to wait for long. */
  private static final Duration WHILE_WANTED = Duration.ofMillis(20);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A server that is silent for so many rounds is dialled anew. */
  private static final int SILENT_ROUNDS = 3;

  private final EventLoop loop;
  private final ConnectionContext links;
  private final Supplier<Optional<Server>> routing;
  private final IntSupplier used;
  private final BooleanSupplier wanted;
  private final Listener listener;
  private final Supervised part;
  private final Map<Server, Line> lines = new EnumMap<>(Server.class);
  private ServerCapacity capacity = ServerCapacity.UNKNOWN;
  private final AtomicBoolean hurried = new AtomicBoolean();
  private @Nullable Future<?> timer;

  /** Takes what is known of both servers. Called on the event loop. */
  @FunctionalInterface
  public interface Listener {
    /** Something was learned, which may be the same as before. */
    void learned(ServerCapacity capacity);
  }

  /**
   * Creates a watch that has not started.
   *
   * @param loop the event loop that it runs on
   * @param links what connections to the servers need
   * @param routing the server to which clients are routed
   * @param used number of server connections that sessions of this proxy use now
   * @param wanted whether sessions wait for one
   * @param listener takes what it learns
   */
  public CapacityWatch(
      EventLoop loop,
      ConnectionContext links,
      Supplier<Optional<Server>> routing,
      IntSupplier used,
      BooleanSupplier wanted,
      Listener listener) {
    this.loop = loop;
    this.links = links;
    this.routing = routing;
    this.used = used;
    this.wanted = wanted;
    this.listener = listener;
    for (Server server : Server.values()) {
      lines.put(server, new Line(server));
    }
    part =
        links
            .supervisor()
            .add("the watch of the servers' client limits", Weight.MINOR, PATIENCE)
            .restartedBy(this::start);
  }

  /** Starts to ask. */
  public void start() {
    loop.execute(() -> {
      if (timer != null) {
        timer.cancel(false);
      }
      timer =
          loop.scheduleWithFixedDelay(
              () -> part.guard(this::round), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    });
  }

  /** Stops. */
  public void stop() {
    part.end();
    loop.execute(() -> {
      if (timer != null) {
        timer.cancel(false);
        timer = null;
      }
      lines.values().forEach(Line::drop);
    });
  }

  /** A session waits for a connection: the servers are asked soon. For any thread. */
  public void hurry() {
    if (!loop.isShuttingDown() && hurried.compareAndSet(false, true)) {
      var unused =
          loop.schedule(
              () -> part.guard(this::hurried), WHILE_WANTED.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void hurried() {
    hurried.set(false);
    if (timer != null && wanted.getAsBoolean()) {
      lines.values().forEach(line -> part.guard(line::askIfIdle));
      hurry();
    }
  }

  private void round() {
    lines.values().forEach(line -> part.guard(line::round));
    part.beat();
  }

  private void learned(Server server, String info, int usedThen) {
    Map<String, String> fields = ReplicationInfoParser.fields(info);
    OptionalInt most = number(fields.get("maxclients"));
    OptionalInt connected = number(fields.get("connected_clients"));
    capacity =
        most.isPresent() && connected.isPresent()
            ? capacity.learned(
                server,
                new ServerCapacity.Clients(most.getAsInt(), connected.getAsInt()),
                routing.get().filter(server::equals).map(active -> usedThen),
                links.clock().instant())
            : capacity.without(server);
    listener.learned(capacity);
  }

  private static OptionalInt number(@Nullable String text) {
    try {
      return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    } catch (NumberFormatException none) {
      return OptionalInt.empty();
    }
  }

  /** The connection to one server. */
  private final class Line {
    private final Server server;
    private @Nullable NettyRedisConnection open;
    private boolean busy;
    private int rounds;
    private int dials;
    private Optional<Reply> answer = Optional.empty();

    Line(Server server) {
      this.server = server;
    }

    void round() {
      rounds++;
      if (busy && rounds < SILENT_ROUNDS) {
        return;
      }
      if (busy) {
        drop();
      }
      rounds = 0;
      NettyRedisConnection present = open;
      if (present == null) {
        links.addresses().of(server).ifPresent(this::dial);
      } else {
        ask(present, List.of());
      }
    }

    void askIfIdle() {
      NettyRedisConnection present = open;
      if (!busy && present != null) {
        ask(present, List.of());
      }
    }

    void drop() {
      dials++;
      busy = false;
      capacity = capacity.lost(server);
      NettyRedisConnection last = open;
      open = null;
      if (last != null) {
        last.close();
      }
    }

    private void dial(InetSocketAddress address) {
      busy = true;
      int mine = ++dials;
      var unused =
          NettyRedisConnection.dial(loop, links.sockets(), address, EVERY)
              .whenComplete((dialled, failure) -> part.guard(() -> dialled(mine, dialled)));
    }

    private void dialled(int mine, @Nullable NettyRedisConnection dialled) {
      if (mine != dials) {
        if (dialled != null) {
          dialled.close();
        }
        return;
      }
      busy = false;
      if (dialled != null) {
        open = dialled;
        var unused =
            dialled
                .lost()
                .thenAccept(loss ->
                    part.guard(() -> {
                      loss.tell(part);
                      lost(dialled);
                    }));
        ask(dialled, links.login().commands());
      }
    }

    private void lost(NettyRedisConnection which) {
      if (which.equals(open)) {
        drop();
      }
    }

    private void ask(NettyRedisConnection on, List<List<String>> login) {
      busy = true;
      int usedThen = used.getAsInt();
      List<List<String>> commands = new ArrayList<>(login);
      commands.add(List.of("INFO", "clients"));
      var unused =
          on.ask(
                  commands,
                  Packet.USUAL_LIMIT_BYTES,
                  this::read,
                  (failure, replies) -> Optional.empty())
              .thenAccept(heard -> part.guard(() -> heard(usedThen)));
    }

    private Heard read(List<Reply> replies) {
      answer = Optional.of(replies.getLast());
      return new Heard.Greeted(Optional.empty());
    }

    /** An error may be that of a login; the next round logs in anew. */
    private void heard(int usedThen) {
      busy = false;
      Optional<String> info = answer.filter(reply -> !reply.isError()).map(Reply::text);
      answer = Optional.empty();
      info.ifPresentOrElse(text -> learned(server, text, usedThen), this::drop);
    }
  }
}
