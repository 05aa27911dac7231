package io.redisfailover.standalone;

import io.redisfailover.configuration.Addresses;
import io.redisfailover.configuration.StartException;
import io.redisfailover.configuration.file.ServersSection;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks the names of the servers up again and again, on a thread of its own, because that can block
 * for seconds. A name that no longer resolves keeps its last address, and so does one that means
 * several while the present one is among them.
 */
final class NameWatch implements AutoCloseable {
  /** As often as a proxy looks up the names that it was told. */
  private static final Duration EVERY = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(NameWatch.class);

  private final ScheduledExecutorService lookups =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("names").daemon().factory());
  private final ServersSection servers;
  private final Lookup lookup;
  private final Consumer<Endpoints> moved;
  private Endpoints present;

  /** Resolves both servers. May block. */
  @FunctionalInterface
  interface Lookup {
    /**
     * {@return where they are, with every further address as an alias}
     *
     * @throws StartException when a name is unknown
     */
    Endpoints of(ServersSection servers) throws StartException;
  }

  /**
   * Creates a watch that looks up nothing yet.
   *
   * @param servers the names
   * @param present what they meant at the start
   * @param moved called on the thread of the look-ups when a server is somewhere else
   */
  NameWatch(ServersSection servers, Endpoints present, Consumer<Endpoints> moved) {
    this(servers, present, Addresses::resolve, moved);
  }

  NameWatch(ServersSection servers, Endpoints present, Lookup lookup, Consumer<Endpoints> moved) {
    this.servers = servers;
    this.present = present;
    this.lookup = lookup;
    this.moved = moved;
  }

  /** Begins to look up. */
  void start() {
    var unused =
        lookups.scheduleWithFixedDelay(
            this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks both names up once. */
  void look() {
    try {
      Endpoints found = lookup.of(servers);
      Endpoints next = new Endpoints(next(Server.MASTER, found), next(Server.BACKUP, found));
      if (!next.equals(present)) {
        LOG.info("The names of the servers mean {} and {} now.", next.master(), next.backup());
        present = next;
        moved.accept(next);
      }
    } catch (StartException unknown) {
      // Both servers stay where they were.
    } catch (RuntimeException defect) {
      LOG.error("Failed to look up the names of the servers.", defect);
    }
  }

  private Endpoint next(Server server, Endpoints found) {
    Endpoint before = present.of(server);
    Endpoint after = found.of(server);
    return after.isNamedBy(before.host(), before.port()) ? before : after;
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }
}
