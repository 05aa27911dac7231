package io.redisfailover.standalone;

import io.redisfailover.configuration.Addresses;
import io.redisfailover.configuration.StartException;
import io.redisfailover.configuration.file.ServersSection;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
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
  private final Lookup lookup;
  private final Consumer<Endpoints> moved;
  private final Set<String> said = new HashSet<>();
  private Endpoints present;

  /** Resolves one server. May block. */
  @FunctionalInterface
  interface Lookup {
    /**
     * {@return where it is, with every further address as an alias}
     *
     * @throws StartException when its name is unknown
     */
    Endpoint of(Server server) throws StartException;
  }

  /**
   * Creates a watch that looks up nothing yet.
   *
   * @param servers the names
   * @param present what they meant at the start
   * @param moved called on the thread of the look-ups when a server is somewhere else
   */
  NameWatch(ServersSection servers, Endpoints present, Consumer<Endpoints> moved) {
    this(present, server -> Addresses.resolve(servers, server), moved);
  }

  NameWatch(Endpoints present, Lookup lookup, Consumer<Endpoints> moved) {
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
      Endpoints next = new Endpoints(next(Server.MASTER), next(Server.BACKUP));
      if (next.master().isNamedBy(next.backup().host(), next.backup().port())) {
        say("The names of both servers mean %s; each stays where it was.".formatted(next.master()));
      } else if (!next.equals(present)) {
        LOG.info("The names of the servers mean {} and {} now.", next.master(), next.backup());
        present = next;
        said.clear();
        moved.accept(next);
      }
    } catch (RuntimeException defect) {
      LOG.error("Failed to look up the names of the servers.", defect);
    }
  }

  private Endpoint next(Server server) {
    Endpoint before = present.of(server);
    try {
      Endpoint after = lookup.of(server);
      return after.isNamedBy(before.host(), before.port()) ? before : after;
    } catch (StartException unknown) {
      say("%s stays at %s: %s".formatted(server, before, unknown.getMessage()));
      return before;
    }
  }

  /** Each is said once for each place where the servers are. */
  private void say(String sentence) {
    if (said.add(sentence)) {
      LOG.warn("{}", sentence);
    }
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }
}
