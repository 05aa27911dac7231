package io.redisfailover.operator.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.RequestOutcome;
import io.redisfailover.failover.view.Node;
import io.redisfailover.operator.api.v1.Annotations;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.observe.Cluster;
import io.redisfailover.operator.observe.PodView;
import io.redisfailover.operator.pair.Pairs;
import io.redisfailover.operator.pair.Wish;
import io.redisfailover.operator.roll.RollPolicy;
import io.redisfailover.operator.roll.RollStep;
import io.redisfailover.operator.roll.RollView;
import io.redisfailover.operator.status.Transition;
import java.net.HttpURLConnection;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what a roll needs, and what people ask for by annotations. */
final class Operations {
  private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

  /** The answer to a patch whose test fails. */
  private static final int UNPROCESSABLE = 422;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private final Pairs<ResourceID> pairs;
  private final Events events;

  Operations(KubernetesClient client, Pairs<ResourceID> pairs, Events events) {
    this.client = client;
    this.pairs = pairs;
    this.events = events;
  }

  /** Does the next step of a roll. {@return that step} */
  RollStep roll(RedisFailover resource, Cluster cluster, Set<Node> restart) {
    ResourceID key = ResourceID.fromResource(resource);
    Optional<ControllerStatus> pair = pairs.status(key);
    RollStep step =
        RollPolicy.next(
            new RollView(
                cluster.servers(),
                cluster.revisions(),
                restart,
                pair.flatMap(ControllerStatus::active),
                pair.filter(ControllerStatus::inSync).isPresent(),
                pair.filter(it -> it.phase() == ControllerStatus.Phase.SWITCHING_OVER)
                    .isPresent()));
    switch (step) {
      case RollStep.Restart(Node node, String podUid, String why) ->
          restart(resource, Objects.requireNonNull(cluster.servers().get(node)), why);
      case RollStep.Switch(Node to, String why) ->
          pairs
              .ask(key, new Wish.Switch(to))
              .ifPresent(outcome -> LOG.info("{}: {}", key, outcome.sentence()));
      case RollStep.Waiting waiting -> {}
      case RollStep.Stuck stuck -> {}
      case RollStep.Settled settled -> {}
    }
    return step;
  }

  private void restart(RedisFailover resource, PodView pod, String why) {
    LOG.info("deleting the pod {}: {}", pod.name(), why);
    try {
      client
          .pods()
          .inNamespace(resource.getMetadata().getNamespace())
          .withName(pod.name())
          .lockResourceVersion(pod.resourceVersion())
          .delete();
    } catch (KubernetesClientException failure) {
      if (failure.getCode() != HttpURLConnection.HTTP_CONFLICT
          && failure.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw failure;
      }
      // It is another pod by now, or none: the next round looks again.
      LOG.debug("the pod {} changed meanwhile", pod.name());
    }
  }

  /** Takes annotations as orders, and removes each when it was carried out or refused. */
  void asked(RedisFailover resource) {
    asked(resource, Annotations.SWITCHOVER, Wish.Switch::new);
    asked(resource, Annotations.PROMOTE, Wish.Promote::new);
  }

  private void asked(RedisFailover resource, String annotation, Function<Node, Wish> wish) {
    Map<String, String> annotations =
        Optional.ofNullable(resource.getMetadata().getAnnotations()).orElse(Map.of());
    String word = annotations.get(annotation);
    if (word == null) {
      return;
    }
    Optional<Node> node =
        Arrays.stream(Node.values()).filter(it -> it.displayName().equals(word)).findFirst();
    if (node.isEmpty()) {
      ended(
          resource,
          annotation,
          word,
          new Transition(
              true,
              "RequestRefused",
              annotation + " is \"" + word + "\". Write Master or Backup."));
      return;
    }
    pairs
        .ask(ResourceID.fromResource(resource), wish.apply(node.get()))
        .ifPresent(outcome -> ended(resource, annotation, word, transition(outcome)));
  }

  private static Transition transition(RequestOutcome outcome) {
    return switch (outcome) {
      case RequestOutcome.Done(String sentence) ->
          new Transition(false, "RequestDone", sentence + ".");
      case RequestOutcome.NotDone(String sentence) ->
          new Transition(true, "RequestRefused", sentence + ".");
    };
  }

  private void ended(
      RedisFailover resource, String annotation, String word, Transition transition) {
    events.write(resource, transition);
    String path = "/metadata/annotations/" + annotation.replace("/", "~1");
    ArrayNode patch = JSON.createArrayNode();
    patch.addObject().put("op", "test").put("path", path).put("value", word);
    patch.addObject().put("op", "remove").put("path", path);
    try {
      client
          .resources(RedisFailover.class)
          .inNamespace(resource.getMetadata().getNamespace())
          .withName(resource.getMetadata().getName())
          .patch(PatchContext.of(PatchType.JSON), patch.toString());
    } catch (KubernetesClientException failure) {
      if (failure.getCode() != UNPROCESSABLE
          && failure.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw failure;
      }
      LOG.debug("{} is gone, or asks for something else by now", annotation);
    }
  }
}
