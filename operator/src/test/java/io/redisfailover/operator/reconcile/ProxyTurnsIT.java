package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.apiserver.ApiServer;
import io.redisfailover.operator.metrics.OperatorMeters;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A new build of the operator changes the proxies of every resource. */
class ProxyTurnsIT {
  @RegisterExtension static final ApiServer server = new ApiServer();

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final OperatorMeters METERS = new OperatorMeters(() -> true);
  private static final List<String> NAMES = List.of("one", "two");

  private static Optional<Operator> operator = Optional.empty();

  @AfterAll
  static void stop() {
    operator.ifPresent(Operator::stop);
    METERS.close();
  }

  private static void start(String image) {
    operator.ifPresent(Operator::stop);
    operator =
        Optional.of(Operators.start(server.client(), METERS, image, Map.of("MAX_ROLLOUTS", "1")));
  }

  @BeforeAll
  static void create() throws IOException {
    server.install();
    start("proxy:1");
    for (String name : NAMES) {
      RedisFailover resource = Samples.withSpec("{}");
      resource.getMetadata().setName(name);
      resource.getMetadata().setNamespace("default");
      resource.getMetadata().setUid(null);
      resource.getMetadata().setGeneration(null);
      server.client().resource(resource).create();
    }
    NAMES.forEach(name -> awaitImage(name, "proxy:1"));
    NAMES.forEach(ProxyTurnsIT::rolledOut);
  }

  /** No controller of Deployments runs here: who is rolled out is said by the test. */
  @Test
  void rollsTheProxiesOfNoMoreResourcesAtATimeThanItMay() {
    start("proxy:2");
    String first =
        Awaitility.await()
            .atMost(SOON)
            .until(
                () -> NAMES.stream().filter(name -> image(name).equals("proxy:2")).findFirst(),
                Optional::isPresent)
            .orElseThrow();
    String second = NAMES.get(1 - NAMES.indexOf(first));
    // Longer than the operator takes for the first one.
    Awaitility.await()
        .during(Duration.ofSeconds(5))
        .atMost(SOON)
        .until(() -> image(second).equals("proxy:1"));
    spec(second, "proxy: {replicas: 3}");
    Awaitility.await("whoever waits is scaled all the same")
        .atMost(SOON)
        .until(() -> proxies(second).orElseThrow().getSpec().getReplicas() == 3);
    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .atMost(SOON)
        .until(() -> image(second).equals("proxy:1"));

    stuck(first);
    awaitImage(second, "proxy:2");

    // Proxies that do not come up are mended at once.
    start("proxy:3");
    awaitImage(first, "proxy:3");
    awaitImage(second, "proxy:3");
  }

  private static void spec(String name, String text) {
    server
        .client()
        .resources(RedisFailover.class)
        .inNamespace("default")
        .withName(name)
        .edit(present -> {
          present.setSpec(Samples.withSpec(text).getSpec());
          return present;
        });
  }

  /** As Kubernetes says it when its deadline for a new ReplicaSet is over. */
  private static void stuck(String name) {
    status(
        name,
        (present, status) ->
            status
                .withReplicas(present.getSpec().getReplicas() + 1)
                .withUpdatedReplicas(1)
                .withReadyReplicas(present.getSpec().getReplicas())
                .addNewCondition()
                .withType("Progressing")
                .withStatus("False")
                .withReason("ProgressDeadlineExceeded")
                .withMessage("timed out")
                .endCondition());
  }

  private static void rolledOut(String name) {
    status(
        name,
        (present, status) ->
            status
                .withReplicas(present.getSpec().getReplicas())
                .withUpdatedReplicas(present.getSpec().getReplicas())
                .withReadyReplicas(present.getSpec().getReplicas()));
  }

  private static void status(
      String name,
      BiFunction<Deployment, DeploymentStatusBuilder, DeploymentStatusBuilder> change) {
    Awaitility.await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(KubernetesClientException.class)
        .until(() ->
            server
                    .client()
                    .resource(proxies(name).orElseThrow())
                    .editStatus(present -> {
                      DeploymentStatusBuilder status =
                          new DeploymentStatusBuilder()
                              .withObservedGeneration(present.getMetadata().getGeneration());
                      present.setStatus(change.apply(present, status).build());
                      return present;
                    })
                != null);
  }

  private static void awaitImage(String name, String image) {
    Awaitility.await(name).atMost(SOON).until(() -> image(name).equals(image));
  }

  private static String image(String name) {
    return proxies(name)
        .map(it -> it.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage())
        .orElse("");
  }

  private static Optional<Deployment> proxies(String name) {
    return Optional.ofNullable(
        server
            .client()
            .apps()
            .deployments()
            .inNamespace("default")
            .withName(name + "-proxy")
            .get());
  }
}
