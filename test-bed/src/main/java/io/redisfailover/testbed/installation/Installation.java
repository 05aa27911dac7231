package io.redisfailover.testbed.installation;

import io.redisfailover.failover.view.Node;
import io.redisfailover.testbed.link.FaultyLink;
import io.redisfailover.testbed.link.Parties;
import io.redisfailover.testbed.redis.RedisServer;
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
 * Two servers and one or more standalone processes in front of them. The first process leads. Used
 * by one thread.
 */
public final class Installation implements AutoCloseable {
  /** Longest time that anything is waited for; far above what is expected, as machines differ. */
  public static final Duration LIMIT = Duration.ofSeconds(60);

  /**
   * Each look asks every process over HTTP, which costs the machine what the test would measure.
   */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private static final Duration COMPARE_AGAIN = Duration.ofMillis(50);

  private final Path folder;
  private final Map<Node, RedisServer> servers;
  private final Map<Node, FaultyLink> links;
  private final List<FaultyLink> controlLinks;
  private final List<StandaloneProcess> processes;

  Installation(
      Path folder,
      Map<Node, RedisServer> servers,
      Map<Node, FaultyLink> links,
      List<FaultyLink> controlLinks,
      List<StandaloneProcess> processes) {
    this.folder = folder;
    this.servers = new EnumMap<>(servers);
    this.links = Map.copyOf(links);
    this.controlLinks = List.copyOf(controlLinks);
    this.processes = List.copyOf(processes);
  }

  /** {@return a plan of one, to be made in a folder} */
  public static InstallationPlan in(Path folder) {
    return new InstallationPlan(folder);
  }

  static void register(
      Parties parties, Map<Node, RedisServer> servers, List<StandaloneProcess> processes) {
    servers.forEach((node, server) ->
        parties.register(node.displayName(), () -> OptionalLong.of(server.pid())));
    processes.forEach(process -> parties.register(process.name(), process::pid));
  }

  /** {@return the folder of its files} */
  public Path folder() {
    return folder;
  }

  /** {@return a server} */
  public RedisServer server(Node node) {
    return Objects.requireNonNull(servers.get(node));
  }

  /** {@return the link to a server; there is one only where the plan says so} */
  public FaultyLink link(Node node) {
    return Objects.requireNonNull(links.get(node), "the plan has no links");
  }

  /** {@return the link to the control API of a proxy that is led, in the order of processes} */
  public FaultyLink controlLink(int proxy) {
    return controlLinks.get(proxy - 1);
  }

  /** {@return the process that leads, which is a proxy too} */
  public StandaloneProcess leader() {
    return processes.getFirst();
  }

  /** {@return every process, the leading one first} */
  public List<StandaloneProcess> proxies() {
    return processes;
  }

  /** Waits until every running proxy routes to this server and could promote the other one. */
  public void awaitSafeOn(Node active) {
    awaitThat(
        "every proxy to route to " + active + " and see the other server in sync",
        () -> running().allMatch(proxy -> proxy.isSafeOn(active)));
  }

  /** Waits until every running proxy routes to this server. */
  public void awaitRoutedTo(Node active) {
    awaitThat(
        "every proxy to route to " + active,
        () -> running().allMatch(proxy -> proxy.routesTo(active)));
  }

  /** Waits until every proxy runs and all of them route to the same server. */
  public void awaitOneRoute() {
    awaitThat(
        "every proxy to route to the same server",
        () -> {
          for (Node node : Node.values()) {
            if (processes.stream().allMatch(process -> process.routesTo(node))) {
              return true;
            }
          }
          return false;
        });
  }

  /**
   * Waits until both servers are one data set; no client writes any more. What the processes write
   * by themselves, such as the markers, may still be on its way from one to the other.
   *
   * @param active the server that is active
   * @return a sentence for each difference that stays; empty when there is none
   */
  public List<String> awaitOneDataSet(Node active) {
    RedisServer master = server(active);
    RedisServer replica = server(active.other());
    long end = System.nanoTime() + LIMIT.toNanos();
    List<String> differences = DataSets.differences(master, replica);
    while (!differences.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(COMPARE_AGAIN.toNanos());
      differences = DataSets.differences(master, replica);
    }
    return differences.isEmpty() ? DataSets.differingData(master, replica) : differences;
  }

  /** {@return the server that the leading process routes to at this moment} */
  public Node routedNow() {
    return leader().routesTo(Node.MASTER) ? Node.MASTER : Node.BACKUP;
  }

  private java.util.stream.Stream<StandaloneProcess> running() {
    return processes.stream().filter(process -> process.pid().isPresent());
  }

  /** Waits for something, and says what every proxy thought when it did not come. */
  public void awaitThat(String what, BooleanSupplier condition) {
    try {
      Awaitility.await()
          .pollInterval(LOOK_AGAIN)
          .atMost(LIMIT)
          .ignoreExceptionsInstanceOf(redis.clients.jedis.exceptions.JedisException.class)
          .until(condition::getAsBoolean);
    } catch (org.awaitility.core.ConditionTimeoutException late) {
      throw new AssertionError(
          "waited " + LIMIT.toSeconds() + " s in vain for " + what + "\n" + inWords(), late);
    }
  }

  /** {@return what everybody says of himself, for a failed test} */
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
    controlLinks.forEach(FaultyLink::close);
    servers.values().forEach(RedisServer::close);
  }
}
