package io.redisfailover.operator.nodes;

import io.redisfailover.failover.model.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the nodes of proxies twice a second whether they are there, on a thread of its own, and
 * names the proxies that are gone with theirs. Thread-safe.
 *
 * @param <K> what names a resource
 */
public final class NodeWatch<K> implements AutoCloseable {
  /**
   * What is watched of a resource.
   *
   * @param proxies its ready proxies
   * @param remover takes one of them away, and says whether it is away: else it is decided anew
   */
  private record Watched(List<ProxyPlace> proxies, Predicate<ProxyPlace> remover) {}

  private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);

  /** An address is asked so often, and has so long to answer. */
  static final Duration PERIOD = Duration.ofMillis(400);

  /** For so long no other proxy of the resource is taken from the same node. */
  static final Duration SPARED = Duration.ofMinutes(5);

  private final Map<K, Watched> resources = new ConcurrentHashMap<>();
  private final Map<K, Map<String, Instant>> removed = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final InstantSource clock;
  private final BiFunction<Endpoint, Duration, Boolean> reach;
  private final Thread loop;

  /** Of the loop only. */
  private Map<Endpoint, Sight> sights = new HashMap<>();

  /**
   * Starts.
   *
   * @param <K> what names a resource
   * @param clock a clock that never jumps
   */
  public static <K> NodeWatch<K> start(InstantSource clock) {
    NodeWatch<K> watch = new NodeWatch<>(clock, Reachability::answers);
    watch.loop.start();
    return watch;
  }

  NodeWatch(InstantSource clock, BiFunction<Endpoint, Duration, Boolean> reach) {
    this.clock = clock;
    this.reach = reach;
    this.loop = Thread.ofVirtual().name("nodes").unstarted(this::run);
  }

  /**
   * Watches the ready proxies of a resource from now on, instead of those named before.
   *
   * @param remover takes a proxy away whose node is gone, and says whether it is away; may block;
   *     by another thread
   */
  public void watch(K resource, List<ProxyPlace> proxies, Predicate<ProxyPlace> remover) {
    resources.put(resource, new Watched(List.copyOf(proxies), remover));
  }

  /** Watches nothing of a resource any more. */
  public void forget(K resource) {
    resources.remove(resource);
    removed.remove(resource);
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      Instant began = clock.instant();
      try {
        round(began);
      } catch (RuntimeException defect) {
        LOG.error("Failed to look after the nodes of proxies.", defect);
      }
      LockSupport.parkNanos(Duration.between(clock.instant(), began.plus(PERIOD)).toNanos());
    }
  }

  /** Asks once, and decides. */
  void round(Instant began) {
    Map<K, Watched> watched = Map.copyOf(resources);
    sights = ask(addresses(watched), began);
    Instant now = clock.instant();
    watched.forEach((resource, it) ->
        LostProxies.of(it.proxies(), sights, spared(resource, now), now)
            .forEach(proxy -> remove(resource, proxy, it.remover(), now)));
  }

  /** Where there is one proxy only, nothing may be taken away: nothing is asked. */
  private Set<Endpoint> addresses(Map<K, Watched> watched) {
    Set<Endpoint> addresses = new LinkedHashSet<>();
    for (Watched resource : watched.values()) {
      if (resource.proxies().size() < 2) {
        continue;
      }
      for (ProxyPlace proxy : resource.proxies()) {
        addresses.add(proxy.kubelet());
        if (sights.getOrDefault(proxy.kubelet(), Sight.NONE).silentSince().isPresent()) {
          addresses.add(proxy.control());
        }
      }
    }
    return addresses;
  }

  private Map<Endpoint, Sight> ask(Set<Endpoint> addresses, Instant began) {
    Map<Endpoint, Future<Boolean>> questions = new HashMap<>();
    for (Endpoint address : addresses) {
      questions.put(address, threads.submit(() -> reach.apply(address, PERIOD)));
    }
    Map<Endpoint, Sight> seen = new HashMap<>();
    questions.forEach((address, answer) ->
        seen.put(address, sights.getOrDefault(address, Sight.NONE).seen(answered(answer), began)));
    return seen;
  }

  private static boolean answered(Future<Boolean> answer) {
    try {
      return answer.get();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return true;
    } catch (ExecutionException defect) {
      throw new IllegalStateException(defect.getCause());
    }
  }

  private Set<String> spared(K resource, Instant now) {
    return removed.getOrDefault(resource, Map.of()).entrySet().stream()
        .filter(node -> Duration.between(node.getValue(), now).compareTo(SPARED) < 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private void remove(K resource, ProxyPlace proxy, Predicate<ProxyPlace> remover, Instant now) {
    Map<String, Instant> nodes =
        removed.computeIfAbsent(resource, unused -> new ConcurrentHashMap<>());
    nodes.put(proxy.node(), now);
    var unused =
        threads.submit(() -> {
          if (!remover.test(proxy)) {
            nodes.remove(proxy.node());
          }
        });
  }

  /** Ends; a removal that has begun is not waited for. */
  @Override
  public void close() {
    loop.interrupt();
    threads.shutdownNow();
  }
}
