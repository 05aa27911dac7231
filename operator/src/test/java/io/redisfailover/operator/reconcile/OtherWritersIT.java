package io.redisfailover.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.Operator;
import io.redisfailover.operator.api.v1.Annotations;
import io.redisfailover.operator.apiserver.ApiServer;
import io.redisfailover.operator.metrics.OperatorMeters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Others that write the objects of a resource, too: an admission webhook, a GitOps tool. */
class OtherWritersIT {
  @RegisterExtension static final ApiServer server = new ApiServer();

  private static final OperatorMeters METERS = new OperatorMeters(() -> true);
  private static final String TEAM = "example.com/team";

  /** The webhook sets fields of these two, which are of one owner each. */
  private static final String SPEC =
      """
      redis: {imagePullPolicy: IfNotPresent, resources: {requests: {cpu: %s}}}
      proxy:
        replicas: %d
        podTemplate: {spec: {tolerations: [{key: mine, operator: Exists}]}}
      """;

  /** Nothing here collects what has no owner any more. */
  private static final OwnerReference THEIRS =
      new OwnerReferenceBuilder()
          .withApiVersion("v1")
          .withKind("ConfigMap")
          .withName("theirs")
          .withUid("3c6f1f0e-5d0a-4f5e-9d43-0f0f0f0f0f0f")
          .build();

  private static final List<LiveResource> CREATED = new ArrayList<>();

  @TempDir static Path folder;

  private static Optional<Operator> operator = Optional.empty();
  private static Optional<DefaultsWebhook> webhook = Optional.empty();

  @BeforeAll
  static void start() throws Exception {
    server.install();
    webhook = Optional.of(new DefaultsWebhook(folder));
    server.client().resource(webhook.get().configuration()).create();
    start("proxy:1");
  }

  private static void start(String image) {
    operator.ifPresent(Operator::stop);
    operator =
        Optional.of(Operators.start(server.client(), METERS, image, Map.of("MAX_ROLLOUTS", "1")));
  }

  @AfterAll
  static void stop() throws IOException {
    operator.ifPresent(Operator::stop);
    webhook.ifPresent(DefaultsWebhook::close);
    METERS.close();
  }

  @Test
  void changeNothingTwiceWhereAWebhookSetsDefaults() {
    LiveResource resource = create("defaults", "cache", Map.of(DefaultsWebhook.SCOPE, "true"));
    List<HasMetadata> before = sets(resource);
    assertThat(before).hasSize(3).allSatisfy(OtherWritersIT::assertDefaults);
    int calls = webhook.orElseThrow().calls();

    rounds(resource, 3);
    assertThat(sets(resource)).isEqualTo(before);
    assertThat(webhook.orElseThrow().calls())
        .as("the operator has applied them")
        .isGreaterThan(calls);

    resource.spec(SPEC.formatted("200m", 3));
    Awaitility.await()
        .atMost(LiveResource.SOON)
        .untilAsserted(() ->
            assertThat(sets(resource))
                .extracting(set -> set.getMetadata().getGeneration())
                .containsOnly(2L));
    step(resource);
    List<HasMetadata> after = sets(resource);
    rounds(resource, 3);
    assertThat(sets(resource)).isEqualTo(after).allSatisfy(OtherWritersIT::assertDefaults);
    assertThat(resource.await(Deployment.class, "cache-proxy").getSpec().getReplicas())
        .isEqualTo(3);
    assertThat(
            pods(resource.await(StatefulSet.class, "cache-backup"))
                .getSpec()
                .getContainers()
                .getFirst()
                .getResources()
                .getRequests())
        .containsEntry("cpu", new Quantity("200m"));
  }

  /** A field that a webhook sets differs for good, and rolls no proxy. */
  @Test
  void takeTheTurnOfNoOtherResource() {
    Map<String, String> labels = Map.of(DefaultsWebhook.SCOPE, "true");
    List<LiveResource> all =
        List.of(create("turns", "one", labels), create("turns", "two", labels));
    all.forEach(resource -> rounds(resource, 1));

    start("proxy:2");
    for (LiveResource resource : all) {
      Awaitility.await(resource.name())
          .atMost(LiveResource.SOON)
          .until(() -> {
            CREATED.forEach(OtherWritersIT::step); // each of them has its turn
            return pods(resource.await(Deployment.class, resource.name() + "-proxy"))
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage()
                .equals("proxy:2");
          });
    }
  }

  @Test
  void keepAllMetadataOfTheirsAndChangeNothingOfOurs() {
    LiveResource resource = create("team", "cache", Map.of());
    List<HasMetadata> ours = objects(resource);
    for (int round = 0; round < 3; round++) {
      ours.forEach(object -> markAsTheirs(resource, object));
      rounds(resource, 1);
    }
    List<HasMetadata> shared = objects(resource);
    ours.forEach(object -> markAsTheirs(resource, object));
    rounds(resource, 1);
    assertThat(objects(resource)).as("nobody writes any more").isEqualTo(shared);
    assertThat(shared)
        .allSatisfy(OtherWritersIT::assertShared)
        .extracting(OtherWritersIT::shape)
        .containsExactlyElementsOf(ours.stream().map(OtherWritersIT::shape).toList());

    // Each Secret that can change does.
    Secret control = resource.await(Secret.class, "cache-control");
    Secret auth = resource.await(Secret.class, "cache-auth");
    server
        .client()
        .resource(new SecretBuilder(auth).addToData("password", "YW5vdGhlcg==").build())
        .update();
    resource.annotate(Annotations.ROTATE_PASSWORDS, "now");
    Awaitility.await()
        .atMost(LiveResource.SOON)
        .until(() ->
            !resource.await(Secret.class, "cache-control").getData().equals(control.getData())
                && resource.await(Secret.class, "cache-acl").getData().containsKey("logins"));
    rounds(resource, 1);
    assertThat(objects(resource)).hasSameSizeAs(ours).allSatisfy(OtherWritersIT::assertShared);
    ours.forEach(object -> markAsTheirs(resource, object));
  }

  /** To Kubernetes a Deployment with another annotation is one of another generation. */
  private static Optional<Object> shape(HasMetadata object) {
    return object instanceof Deployment proxies
        ? Optional.of(proxies.getSpec())
        : Optional.ofNullable(object.getMetadata().getGeneration());
  }

  private static LiveResource create(String namespace, String name, Map<String, String> labels) {
    LiveResource resource = new LiveResource(server.client(), namespace, name);
    CREATED.add(resource);
    resource.createNamespace(labels);
    resource.create(SPEC.formatted("100m", 2));
    Awaitility.await(name)
        .atMost(LiveResource.SOON)
        .until(() -> {
          step(resource);
          return resource.all(PodDisruptionBudget.class).size() == 2
              && resource
                  .condition("ConfigurationApplied")
                  .filter(it -> "Applied".equals(it.reason()))
                  .isPresent();
        });
    rounds(resource, 1);
    return resource;
  }

  private static void step(LiveResource resource) {
    new StandInControllers(server.client(), resource.namespace()).step();
  }

  private static void rounds(LiveResource resource, int number) {
    for (int round = 0; round < number; round++) {
      resource.round();
    }
  }

  private static List<HasMetadata> sets(LiveResource resource) {
    return Stream.<HasMetadata>concat(
            resource.all(StatefulSet.class).stream(), resource.all(Deployment.class).stream())
        .toList();
  }

  /** All that the operator has made, but the budget by which a round is known. */
  private static List<HasMetadata> objects(LiveResource resource) {
    return resource.objects().stream()
        .filter(object ->
            !(object instanceof PodDisruptionBudget)
                || !object.getMetadata().getName().endsWith("-proxy"))
        .toList();
  }

  /** As a GitOps tool applies what stands in its files, and without force. */
  private static void markAsTheirs(LiveResource resource, HasMetadata object) {
    GenericKubernetesResource theirs =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(object.getApiVersion())
            .withKind(object.getKind())
            .withNewMetadata()
            .withName(object.getMetadata().getName())
            .withNamespace(resource.namespace())
            .addToLabels(TEAM, "shop")
            .addToAnnotations(TEAM, "shop")
            .addToFinalizers(TEAM)
            .addToOwnerReferences(THEIRS)
            .endMetadata()
            .build();
    var unused =
        server.client().resource(theirs).fieldManager("gitops-controller").serverSideApply();
  }

  private static void assertShared(HasMetadata object) {
    assertThat(object.getMetadata().getLabels())
        .as(object.getMetadata().getName())
        .containsEntry(TEAM, "shop")
        .containsEntry("app.kubernetes.io/managed-by", "redis-failover-operator");
    assertThat(object.getMetadata().getAnnotations())
        .as(object.getMetadata().getName())
        .containsEntry(TEAM, "shop");
    assertThat(object.getMetadata().getFinalizers())
        .as(object.getMetadata().getName())
        .contains(TEAM);
    assertThat(object.getMetadata().getOwnerReferences())
        .as(object.getMetadata().getName())
        .contains(THEIRS)
        .hasSize(2);
  }

  private static void assertDefaults(HasMetadata set) {
    PodTemplateSpec pods = pods(set);
    assertThat(List.of(set.getMetadata(), pods.getMetadata()))
        .allSatisfy(metadata -> {
          assertThat(metadata.getLabels()).containsEntry(DefaultsWebhook.MARK, "label");
          assertThat(metadata.getAnnotations()).containsEntry(DefaultsWebhook.MARK, "annotation");
        });
    assertThat(pods.getSpec().getTolerations())
        .anySatisfy(it -> assertThat(it.getKey()).isEqualTo(DefaultsWebhook.MARK));
    assertThat(pods.getSpec().getContainers())
        .allSatisfy(container -> {
          assertThat(container.getImagePullPolicy()).isEqualTo("Always");
          assertThat(container.getEnv())
              .anySatisfy(it -> assertThat(it.getName()).isEqualTo(DefaultsWebhook.VARIABLE));
        });
  }

  private static PodTemplateSpec pods(HasMetadata object) {
    return switch (object) {
      case StatefulSet set -> set.getSpec().getTemplate();
      case Deployment proxies -> proxies.getSpec().getTemplate();
      default -> throw new AssertionError(object);
    };
  }
}
