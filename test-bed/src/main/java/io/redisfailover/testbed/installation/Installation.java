package io.redisfailover.testbed.installation;

import io.redisfailover.failover.model.Server;
import io.redisfailover.realredis.client.ErrorReplyException;
import io.redisfailover.testbed.link.FaultyLink;
import io.redisfailover.testbed.link.SocketOwners;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/**
 * Two servers and one or more standalone processes in front of them. The first process runs the
 * controller. Used by one thread.
 */
public final class Installation implements AutoCloseable {
  /** Longest wait, far above what is expected, because machines differ. */
  public static final Duration LIMIT = Duration.ofSeconds(60);

  /** Every probe asks each process over HTTP, which disturbs what the test measures. */
  private static final Duration PROBE_AGAIN = Duration.ofMillis(50);

  private static final Duration COMPARE_AGAIN = Duration.ofMillis(50);

  private final Path folder;
  private final Map<Server, RestartableRedis> servers;
  private final Map<Server, FaultyLink> links;
  private final Map<Server, FaultyLink> inner;
  private final List<FaultyLink> controlLinks;
  private final List<StandaloneProcess> processes;

  Installation(
      Path folder,
      Map<Server, RestartableRedis> servers,
      Map<Server, FaultyLink> links,
      Map<Server, FaultyLink> inner,
      List<FaultyLink> controlLinks,
      List<StandaloneProcess> processes) {
    this.folder = folder;
    this.servers = new EnumMap<>(servers);
    this.links = Map.copyOf(links);
    this.inner = Map.copyOf(inner);
    this.controlLinks = List.copyOf(controlLinks);
    this.processes = List.copyOf(processes);
  }

  /** {@return a plan of one, to be made in a folder} */
  public static InstallationPlan in(Path folder) {
    return new InstallationPlan(folder);
  }

  static void register(
      SocketOwners parties,
      Map<Server, RestartableRedis> servers,
      List<StandaloneProcess> processes) {
    servers.forEach((server, redis) ->
        parties.register(server.displayName(), () -> OptionalLong.of(redis.pid())));
    processes.forEach(process -> parties.register(process.name(), process::pid));
  }

  /** {@return the folder of its files} */
  public Path folder() {
    return folder;
  }

  /** {@return one of the servers} */
  public RestartableRedis server(Server server) {
    return Objects.requireNonNull(servers.get(server));
  }

  /** {@return the link to a server, when the plan has links} */
  public FaultyLink link(Server server) {
    return Objects.requireNonNull(links.get(server), "the plan has no links");
  }

  /** {@return the only link by which the other server reaches a server, when addresses differ} */
  public FaultyLink innerLink(Server server) {
    return Objects.requireNonNull(inner.get(server), "the plan translates no addresses");
  }

  /** {@return the link from the controller to a proxy of another process, from 1} */
  public FaultyLink controlLink(int proxy) {
    return controlLinks.get(proxy - 1);
  }

  /** {@return the process that runs the controller, which is a proxy too} */
  public StandaloneProcess leader() {
    return processes.getFirst();
  }

  /** {@return every process, the one with the controller first} */
  public List<StandaloneProcess> proxies() {
    return processes;
  }

  /** Waits until every running proxy routes to this server and could promote the other one. */
  public void awaitSafeOn(Server active) {
    awaitThat(
        "every proxy to route to " + active + " and see the other server in sync",
        () -> running().allMatch(proxy -> proxy.isSafeOn(active)));
  }

  /** Waits until every running proxy routes to this server. */
  public void awaitRoutedTo(Server active) {
    awaitThat(
        "every proxy to route to " + active,
        () -> running().allMatch(proxy -> proxy.routesTo(active)));
  }

  /** Waits until every proxy runs and all of them route to the same server. */
  public void awaitOneRoute() {
    awaitThat(
        "every proxy to route to the same server",
        () -> {
          for (Server server : Server.values()) {
            if (processes.stream().allMatch(process -> process.routesTo(server))) {
              return true;
            }
          }
          return false;
        });
  }

  /**
   * Waits until both servers are one data set; clients have stopped writing. Writes of the
   * processes themselves, such as the markers, may still be in flight.
   *
   * @param active the server that is active
   * @return a sentence for each difference that remains; empty when there is none
   */
  public List<String> awaitOneDataSet(Server active) {
    RestartableRedis master = server(active);
    RestartableRedis replica = server(active.other());
    long end = System.nanoTime() + LIMIT.toNanos();
    List<String> differences = DataComparison.differences(master, replica);
    while (!differences.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(COMPARE_AGAIN.toNanos());
      differences = DataComparison.differences(master, replica);
    }
    return differences.isEmpty() ? DataComparison.differingData(master, replica) : differences;
  }

  /** {@return the server to which the process of the controller routes now} */
  public Server routedNow() {
    return leader().routesTo(Server.MASTER) ? Server.MASTER : Server.BACKUP;
  }

  private java.util.stream.Stream<StandaloneProcess> running() {
    return processes.stream().filter(process -> process.pid().isPresent());
  }

  /** Waits for a condition; when it does not come, the failure holds the state of every process. */
  public void awaitThat(String what, BooleanSupplier condition) {
    try {
      Awaitility.await()
          .pollInterval(PROBE_AGAIN)
          .atMost(LIMIT)
          .ignoreExceptionsMatching(Installation::isOfAServer)
          .until(condition::getAsBoolean);
    } catch (org.awaitility.core.ConditionTimeoutException late) {
      throw new AssertionError(
          "Waited " + LIMIT.toSeconds() + " s in vain for " + what + "\n" + inWords(), late);
    }
  }

  private static boolean isOfAServer(Throwable failure) {
    return failure instanceof UncheckedIOException || failure instanceof ErrorReplyException;
  }

  /** {@return what every process says of itself, for a failed test} */
  public String inWords() {
    StringBuilder text = new StringBuilder();
    for (StandaloneProcess process : processes) {
      text.append("== ").append(process.name()).append('\n');
      process.status().ifPresent(it -> text.append(it.toPrettyString()).append('\n'));
      text.append(process.log()).append('\n');
    }
    return text.toString();
  }

  /** Ends everything. */
  @Override
  public void close() {
    processes.forEach(StandaloneProcess::close);
    links.values().forEach(FaultyLink::close);
    inner.values().forEach(FaultyLink::close);
    controlLinks.forEach(FaultyLink::close);
    servers.values().forEach(RestartableRedis::close);
  }
}
