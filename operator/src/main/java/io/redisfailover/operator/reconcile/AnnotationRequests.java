package io.redisfailover.operator.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.controllers.RunningControllers;
import io.redisfailover.operator.round.RequestStep;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the steps of requests: hands them to controllers, and answers annotations. */
final class AnnotationRequests {
  private static final Logger LOG = LoggerFactory.getLogger(AnnotationRequests.class);

  /** The status of a patch whose test fails. */
  private static final int UNPROCESSABLE = 422;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Annotations that were answered.
   *
   * @param version version of the resource that had them
   * @param values their values, by their names
   */
  private record Answered(String version, Map<String, String> values) {}

  private final Map<ResourceID, Answered> answered = new ConcurrentHashMap<>();
  private final KubernetesClient client;
  private final RunningControllers<ResourceID> controllers;
  private final EventWriter events;

  AnnotationRequests(
      KubernetesClient client, RunningControllers<ResourceID> controllers, EventWriter events) {
    this.client = client;
    this.controllers = controllers;
    this.events = events;
  }

  /**
   * {@return the values of annotations of this version of a resource that were answered already}
   */
  Map<String, String> answered(RedisFailover resource) {
    Answered last = answered.get(ResourceID.fromResource(resource));
    return last != null && last.version().equals(resource.getMetadata().getResourceVersion())
        ? last.values()
        : Map.of();
  }

  /** Forgets a resource. */
  void forget(ResourceID id) {
    answered.remove(id);
  }

  /** Carries out one step. */
  void carryOut(RequestStep step, RedisFailover resource) {
    ResourceID id = ResourceID.fromResource(resource);
    switch (step) {
      case RequestStep.Ask(ControllerRequest request, var origin, String why) -> {
        LOG.info("Requesting {} of {}: {}", inWords(request), LogName.of(id), why);
        controllers.ask(id, request, origin);
      }
      case RequestStep.Answer answer -> answer(answer, resource);
      case RequestStep.Forget(ControllerRequest request, String why) -> {
        LOG.info("Ended {} of {}: {}", inWords(request), LogName.of(id), why);
        controllers.forget(id, request);
      }
    }
  }

  private static String inWords(ControllerRequest request) {
    return switch (request) {
      case ControllerRequest.Switchover(Server to) -> "the switchover to " + to;
      case ControllerRequest.KeepDataOf(Server server) -> "the decision for the data of " + server;
    };
  }

  private void answer(RequestStep.Answer answer, RedisFailover resource) {
    events.write(resource, answer.event());
    if (answer.stays()) {
      return;
    }
    remove(answer, resource);
    // The cache may show this version of the resource once more.
    Map<String, String> values = new HashMap<>(answered(resource));
    values.put(answer.annotation(), answer.value());
    answered.put(
        ResourceID.fromResource(resource),
        new Answered(resource.getMetadata().getResourceVersion(), Map.copyOf(values)));
  }

  private void remove(RequestStep.Answer answer, RedisFailover resource) {
    String path = "/metadata/annotations/" + answer.annotation().replace("/", "~1");
    ArrayNode patch = JSON.createArrayNode();
    // A resource that was made anew under the name has requests of its own.
    patch
        .addObject()
        .put("op", "test")
        .put("path", "/metadata/uid")
        .put("value", resource.getMetadata().getUid());
    patch.addObject().put("op", "test").put("path", path).put("value", answer.value());
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
      LOG.debug("Kept annotation {}: it has changed meanwhile.", answer.annotation());
    }
  }
}
