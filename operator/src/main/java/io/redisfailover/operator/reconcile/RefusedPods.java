package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.observe.PodRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the Events of StatefulSets that have no pod. Events are not watched: they are many, and
 * almost always of no use. Thread-safe.
 */
final class RefusedPods {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedPods.class);

  /** Shortest time between two requests for one server. */
  static final Duration AGAIN = Duration.ofSeconds(5);

  /** Most Events of one request; Kubernetes itself keeps some ten of one object for an hour. */
  private static final long MOST = 100;

  private final KubernetesClient client;
  private final Map<Key, Answer> answers = new ConcurrentHashMap<>();

  private record Key(ResourceID resource, Server server) {}

  private record Answer(Instant at, List<Event> events) {}

  RefusedPods(KubernetesClient client) {
    this.client = client;
  }

  /**
   * {@return why servers have no pod, in words of Kubernetes. A failed request is only logged}
   *
   * @param resource the resource
   * @param withoutPod the StatefulSets that have no pod
   * @param now the present moment
   */
  Map<Server, String> words(ResourceID resource, Map<Server, StatefulSet> withoutPod, Instant now) {
    Map<Server, String> words = new EnumMap<>(Server.class);
    for (Server server : Server.values()) {
      Key key = new Key(resource, server);
      StatefulSet set = withoutPod.get(server);
      if (set == null) {
        answers.remove(key);
      } else {
        PodRefusal.of(set, events(key, set, now), now)
            .ifPresent(refusal -> words.put(server, refusal));
      }
    }
    return words;
  }

  /** Forgets a deleted resource. */
  void forget(ResourceID resource) {
    answers.keySet().removeIf(key -> key.resource().equals(resource));
  }

  private List<Event> events(Key key, StatefulSet set, Instant now) {
    Answer last = answers.get(key);
    if (last != null && now.isBefore(last.at().plus(AGAIN))) {
      return last.events();
    }
    List<Event> events = list(set);
    answers.put(key, new Answer(now, events));
    return events;
  }

  private List<Event> list(StatefulSet set) {
    try {
      return client
          .resources(Event.class)
          .inNamespace(set.getMetadata().getNamespace())
          .list(
              new ListOptionsBuilder()
                  .withFieldSelector("regarding.uid=" + set.getMetadata().getUid())
                  .withLimit(MOST)
                  .build())
          .getItems();
    } catch (KubernetesClientException failure) {
      LOG.warn(
          "Failed to read why StatefulSet {}/{} has no pod: {}",
          set.getMetadata().getNamespace(),
          set.getMetadata().getName(),
          failure.getMessage());
      return List.of();
    }
  }
}
