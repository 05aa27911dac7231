package io.redisfailover.operator.nodes;

import io.redisfailover.failover.model.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one proxy of each node every 400 ms whether it is there, on a thread of its own. When one is
 * silent it asks the others of that node and the kubelets too, and names the proxies that are gone
 * with their node. An operator that does not lead watches no proxy, but asks the kubelets: should
 * it lead because the leader's node fails, it must know that the kubelet there has answered.
 * Thread-safe.
 *
 * @param <K> what names a resource
 */
public final class NodeWatch<K> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);

  /** An address is asked so often, and has so long to answer. */
  static final Duration PERIOD = Duration.ofMillis(400);

  /**
   * A kubelet is asked so seldom while all is well: it writes a line into its log each time. One
   * that has never answered is behind a firewall.
   */
  static final Duration KUBELETS = Duration.ofMinutes(10);

  /**
   * For so long a silent proxy makes kubelets be asked: one may be silent to this operator only.
   */
  static final Duration SUSPICION = Duration.ofSeconds(10);

  /** For so long no other proxy of the resource is taken from the same node. */
  static final Duration SPARED = Duration.ofMinutes(5);

  /**
   * What is watched of a resource.
   *
   * @param proxies its ready proxies
   * @param remover takes one of its proxies away, and says whether it is away
   */
  private record Watched(List<ProxyPlace> proxies, Predicate<ProxyPlace> remover) {
    /** The last proxy is never taken away. */
    Stream<ProxyPlace> asked() {
      return proxies.size() < 2 ? Stream.empty() : proxies.stream();
    }
  }

  private final Map<K, Watched> resources = new ConcurrentHashMap<>();
  private final Map<K, Map<String, Instant>> removed = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final InstantSource clock;
  private final Endpoint ownKubelet;
  private final Supplier<Set<Endpoint>> kubelets;
  private final BiFunction<Endpoint, Duration, Answer> question;
  private final Thread loop;

  /** Of the loop only. */
  private Map<Endpoint, Sight> sights = new HashMap<>();

  /**
   * Starts.
   *
   * @param <K> what names a resource
   * @param clock a clock that never jumps
   * @param ownNode IP address of this operator's node
   * @param kubelets of the nodes that pods of any resource run on; asked in each round, by another
   *     thread
   */
  public static <K> NodeWatch<K> start(
      InstantSource clock, String ownNode, Supplier<Set<Endpoint>> kubelets) {
    NodeWatch<K> watch = new NodeWatch<>(clock, ownNode, kubelets, Reachability::ask);
    watch.loop.start();
    return watch;
  }

  NodeWatch(
      InstantSource clock,
      String ownNode,
      Supplier<Set<Endpoint>> kubelets,
      BiFunction<Endpoint, Duration, Answer> question) {
    this.clock = clock;
    this.ownKubelet = new Endpoint(ownNode, ProxyPlace.KUBELET_PORT);
    this.kubelets = kubelets;
    this.question = question;
    this.loop = Thread.ofVirtual().name("nodes").unstarted(this::run);
  }

  /**
   * Watches the ready proxies of a resource from now on, instead of those named before.
   *
   * @param remover takes a proxy away whose node is gone, and says whether it is away: else it is
   *     decided anew; may block; by another thread
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
      } catch (RejectedExecutionException closing) {
        return;
      } catch (RuntimeException defect) {
        LOG.error("Failed to look after the nodes of proxies.", defect);
      }
      LockSupport.parkNanos(Duration.between(clock.instant(), began.plus(PERIOD)).toNanos());
    }
  }

  /** Asks once, and decides. */
  void round(Instant began) {
    Map<K, Watched> watched = Map.copyOf(resources);
    Set<Endpoint> others =
        kubelets.get().stream()
            .filter(kubelet -> !kubelet.equals(ownKubelet))
            .collect(Collectors.toSet());
    sights = ask(addresses(watched.values(), others, began), began);
    Instant now = clock.instant();
    watched.forEach((resource, it) ->
        LostProxies.of(it.proxies(), sights, others, spared(resource, now), began, now)
            .forEach(proxy -> remove(resource, proxy, it.remover(), now)));
  }

  private Set<Endpoint> addresses(
      Collection<Watched> watched, Set<Endpoint> others, Instant began) {
    Map<Endpoint, List<Endpoint>> nodes =
        watched.stream()
            .flatMap(Watched::asked)
            .filter(proxy -> !proxy.kubelet().equals(ownKubelet))
            .collect(
                Collectors.groupingBy(
                    ProxyPlace::kubelet,
                    Collectors.mapping(ProxyPlace::control, Collectors.toList())));
    Set<Endpoint> addresses = new HashSet<>();
    boolean suspicion = false;
    for (List<Endpoint> controls : nodes.values()) {
      List<Sight> silent = controls.stream().map(this::sight).filter(Sight::isSilent).toList();
      addresses.addAll(silent.isEmpty() ? controls.subList(0, 1) : controls);
      suspicion |= silent.stream().anyMatch(sight -> !sight.isSilentFor(SUSPICION, began));
    }
    for (Endpoint kubelet : others) {
      Optional<Instant> next = sight(kubelet).askedAt().map(last -> last.plus(KUBELETS));
      if (suspicion || next.filter(began::isBefore).isEmpty()) {
        addresses.add(kubelet);
      }
    }
    return addresses;
  }

  private Sight sight(Endpoint address) {
    return sights.getOrDefault(address, Sight.NONE);
  }

  /**
   * Of what is not asked this time, a silence is forgotten at once, and that it has answered not
   * before a kubelet is asked again.
   */
  private Map<Endpoint, Sight> ask(Set<Endpoint> addresses, Instant began) {
    Map<Endpoint, Future<Answer>> questions = new HashMap<>();
    for (Endpoint address : addresses) {
      questions.put(address, threads.submit(() -> question.apply(address, PERIOD)));
    }
    Map<Endpoint, Sight> seen = new HashMap<>();
    sights.forEach((address, sight) -> {
      boolean lately =
          sight.askedAt().filter(at -> at.plus(KUBELETS).plus(PERIOD).isAfter(began)).isPresent();
      if (lately && sight.everAnswered()) {
        seen.put(address, sight.withoutSilence());
      }
    });
    questions.forEach(
        (address, answer) -> seen.put(address, sight(address).seen(answer(answer), began)));
    return seen;
  }

  private static Answer answer(Future<Answer> answer) {
    try {
      return answer.get();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return Answer.NOT_ASKED;
    } catch (ExecutionException defect) {
      throw new IllegalStateException(defect.getCause());
    }
  }

  private Set<String> spared(K resource, Instant now) {
    Map<String, Instant> nodes = removedOf(resource);
    nodes.values().removeIf(at -> Duration.between(at, now).compareTo(SPARED) >= 0);
    return Set.copyOf(nodes.keySet());
  }

  private Map<String, Instant> removedOf(K resource) {
    return removed.computeIfAbsent(resource, unused -> new ConcurrentHashMap<>());
  }

  private void remove(K resource, ProxyPlace proxy, Predicate<ProxyPlace> remover, Instant now) {
    Map<String, Instant> nodes = removedOf(resource);
    nodes.put(proxy.node(), now);
    var unused =
        threads.submit(() -> {
          boolean away = false;
          try {
            away = remover.test(proxy);
          } catch (RuntimeException defect) {
            LOG.error("Failed to take proxy {} away.", proxy.pod(), defect);
          } finally {
            if (!away) {
              nodes.remove(proxy.node());
            }
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
