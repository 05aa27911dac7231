package io.redisfailover.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.Operator;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.Condition;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.apiserver.ApiServer;
import io.redisfailover.operator.desired.DesiredInputs;
import io.redisfailover.operator.desired.DesiredState;
import io.redisfailover.operator.desired.Labels;
import io.redisfailover.operator.desired.Ownership;
import io.redisfailover.operator.desired.PasswordsTaken;
import io.redisfailover.operator.desired.Platform;
import io.redisfailover.operator.metrics.OperatorMeters;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Objects of a stranger under each of the names that a resource uses. Each has a namespace and a
 * resource of its own; all of them are there before the first test, so that they wait together.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NamesTakenIT {
  @RegisterExtension static final ApiServer server = new ApiServer();

  private static final OperatorMeters METERS = new OperatorMeters(() -> true);

  /** Every object that a spec can ask for. */
  private static final String SPEC =
      "{redis: {storage: {size: 1Gi}}, auth: {exporter: {enabled: true}}}";

  private static final String WITHOUT_OPTIONS =
      "{redis: {storage: {size: 1Gi}}, proxy: {stats: {enabled: false}},"
          + " networkPolicy: {enabled: false}, disruptionBudget: {enabled: false}}";

  /** What the operator makes where it is first. */
  private static final List<HasMetadata> MADE = new ArrayList<>();

  /** What is there where a stranger was first, by its name. */
  private static final Map<String, HasMetadata> STRANGERS = new HashMap<>();

  private static Optional<Operator> operator = Optional.empty();

  @BeforeAll
  static void beFirstOnceAndSecondEverywhereElse() throws IOException {
    server.install();
    operator = Optional.of(Operators.start(server.client(), METERS, "proxy:1", Map.of()));
    LiveResource first = resource("first");
    first.createNamespace(Map.of());
    first.create(SPEC);
    Awaitility.await()
        .atMost(LiveResource.SOON)
        .untilAsserted(() -> {
          controllers(first).step();
          assertThat(ids(objectsOf(first))).containsAll(ids(wanted(web(SPEC))));
        });
    first.awaitCondition("ConfigurationApplied", "Applied");
    MADE.addAll(objectsOf(first));
    for (HasMetadata object : MADE) {
      LiveResource resource = resource(id(object));
      resource.createNamespace(Map.of());
      STRANGERS.put(id(object), stranger(object, resource.namespace(), Map.of()));
      resource.create(SPEC);
    }
  }

  @AfterAll
  static void stop() {
    operator.ifPresent(Operator::stop);
    METERS.close();
  }

  static List<String> names() {
    return ids(MADE);
  }

  /** A kind that is new must not be forgotten here. */
  @Test
  void areEveryNameOfEveryExample() {
    assertThat(Samples.examples())
        .allSatisfy(file -> {
          RedisFailover example =
              Samples.example(String.valueOf(file.getFileName()).replace(".yaml", ""));
          String name = example.getMetadata().getName();
          assertThat(ids(wanted(example)))
              .extracting(id -> id.replace(name, "web"))
              .isSubsetOf(names());
        });
  }

  @Order(1)
  @ParameterizedTest
  @MethodSource("names")
  void areToldWhileAllElseIsMadeButWhatWouldMountTheObject(String id) {
    LiveResource resource = resource(id);
    HasMetadata stranger = Objects.requireNonNull(STRANGERS.get(id));
    List<HasMetadata> possible = possibleBeside(stranger);
    Awaitility.await(id)
        .atMost(LiveResource.SOON)
        .untilAsserted(() -> {
          controllers(resource).step();
          Condition applied = resource.condition("ConfigurationApplied").orElseThrow();
          assertThat(applied.reason()).isEqualTo("NameTaken");
          assertThat(applied.message())
              .startsWith(
                  "%s %s exists and does not belong to RedisFailover web, so it is left alone;"
                      .formatted(stranger.getKind(), stranger.getMetadata().getName()));
          assertThat(resource.condition("Stalled").map(Condition::message))
              .contains(applied.message());
          assertThat(ids(objectsOf(resource))).containsExactlyInAnyOrderElementsOf(ids(possible));
        });
    assertThat(server.client().resource(stranger).get()).isEqualTo(stranger);
  }

  /** Nothing else changes that the operator could hear of. */
  @Order(2)
  @Test
  void areUsedOnceTheObjectsAreGone() {
    STRANGERS.values().forEach(stranger -> server.client().resource(stranger).delete());
    for (String id : names()) {
      Awaitility.await(id)
          .atMost(LiveResource.SOON)
          .untilAsserted(() -> assertThat(ids(objectsOf(resource(id)))).contains(id));
    }
    for (String id : names()) {
      LiveResource resource = resource(id);
      Awaitility.await(id)
          .atMost(LiveResource.SOON)
          .untilAsserted(() -> {
            controllers(resource).step();
            assertThat(ids(objectsOf(resource))).containsExactlyInAnyOrderElementsOf(names());
            assertThat(resource.condition("ConfigurationApplied").map(Condition::reason))
                .contains("Applied");
            assertThat(resource.condition("Stalled")).isEmpty();
          });
    }
  }

  /**
   * As {@code kubectl get -o yaml} and {@code kubectl apply} make copies: with all their labels.
   */
  @Test
  void stayWithCopiesOfTheObjectsThatTheSpecDropsAndWithTheResourceGone() {
    LiveResource resource = resource("copies");
    resource.createNamespace(Map.of());
    List<HasMetadata> copies =
        MADE.stream()
            .map(object ->
                stranger(
                    object,
                    resource.namespace(),
                    outlivesItsResource(object) ? Map.of() : object.getMetadata().getLabels()))
            .toList();
    resource.create(SPEC);
    resource.awaitCondition("ConfigurationApplied", "NameTaken");
    resource.spec(WITHOUT_OPTIONS);
    resource.awaitObserved(2L);
    server.client().resource(resource.present()).delete();

    // The operator has heard of that before it hears of this.
    LiveResource after = resource("after");
    after.createNamespace(Map.of());
    after.create("{}");
    after.await(Deployment.class, "web-proxy");
    assertThat(copies)
        .allSatisfy(copy -> assertThat(server.client().resource(copy).get()).isEqualTo(copy));
  }

  /** All that can be made beside a stranger's object. */
  private static List<HasMetadata> possibleBeside(HasMetadata stranger) {
    List<HasMetadata> others =
        MADE.stream()
            .filter(object -> !id(object).equals(id(stranger)))
            .filter(object -> !mounts(object, stranger))
            .toList();
    return others.stream()
        .filter(object -> !(object instanceof PodDisruptionBudget) || hasPods(object, others))
        .toList();
  }

  /** A budget comes with the first pod of its component. */
  private static boolean hasPods(HasMetadata budget, List<HasMetadata> others) {
    return others.stream()
        .filter(object -> pods(object).isPresent())
        .anyMatch(object -> Objects.equals(component(object), component(budget)));
  }

  private static @Nullable String component(HasMetadata object) {
    return object.getMetadata().getLabels().get(Labels.COMPONENT);
  }

  private static boolean mounts(HasMetadata object, HasMetadata stranger) {
    return pods(object).stream()
        .flatMap(template -> template.getSpec().getVolumes().stream())
        .anyMatch(volume -> id(stranger).equals(id(volume)));
  }

  private static Optional<PodTemplateSpec> pods(HasMetadata object) {
    return switch (object) {
      case StatefulSet set -> Optional.of(set.getSpec().getTemplate());
      case Deployment proxies -> Optional.of(proxies.getSpec().getTemplate());
      default -> Optional.empty();
    };
  }

  private static String id(Volume volume) {
    if (volume.getSecret() != null) {
      return id("Secret", volume.getSecret().getSecretName());
    }
    if (volume.getConfigMap() != null) {
      return id("ConfigMap", volume.getConfigMap().getName());
    }
    return volume.getPersistentVolumeClaim() == null
        ? ""
        : id("PersistentVolumeClaim", volume.getPersistentVolumeClaim().getClaimName());
  }

  private static String id(HasMetadata object) {
    return id(object.getKind(), object.getMetadata().getName());
  }

  /** {@return what can be the name of a namespace too} */
  private static String id(String kind, String name) {
    return kind.toLowerCase(Locale.ROOT) + "-" + name;
  }

  private static List<String> ids(List<HasMetadata> objects) {
    return objects.stream().map(NamesTakenIT::id).toList();
  }

  /** {@return what the operator has made for a resource} */
  private static List<HasMetadata> objectsOf(LiveResource resource) {
    RedisFailover present = resource.present();
    return resource.objects().stream()
        .filter(object -> Ownership.of(present, object) == Ownership.OWN)
        .toList();
  }

  /** {@return whether it is the resource's own by its labels, without an owner} */
  private static boolean outlivesItsResource(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().isEmpty();
  }

  /** {@return a stored object with the name of another one, and what that one wants to be} */
  private static HasMetadata stranger(
      HasMetadata object, String namespace, Map<String, String> labels) {
    HasMetadata stranger = server.client().getKubernetesSerialization().clone(object);
    stranger.setMetadata(
        new ObjectMetaBuilder()
            .withName(object.getMetadata().getName())
            .withNamespace(namespace)
            .withLabels(labels)
            .build());
    if (stranger instanceof Secret secret) {
      secret.setData(Map.of("username", "c3RyYW5nZXI="));
    }
    if (stranger instanceof Service service) {
      service.getSpec().setClusterIP(null);
      service.getSpec().setClusterIPs(List.of());
    }
    HasMetadata stored = server.client().resource(stranger).create();
    if (stored.getMetadata().getFinalizers().isEmpty()) {
      return stored;
    }
    // The controller that would remove them does not run here.
    return server
        .client()
        .resource(stored)
        .edit(present -> {
          present.getMetadata().setFinalizers(List.of());
          return present;
        });
  }

  private static StandInControllers controllers(LiveResource resource) {
    return new StandInControllers(server.client(), resource.namespace());
  }

  private static LiveResource resource(String namespace) {
    return new LiveResource(server.client(), namespace, "web");
  }

  private static RedisFailover web(String spec) {
    RedisFailover resource = Samples.withSpec(spec);
    resource.getMetadata().setName("web");
    return resource;
  }

  private static List<HasMetadata> wanted(RedisFailover resource) {
    DesiredInputs facts =
        new DesiredInputs(
            new Platform("proxy:1", Optional.empty(), true),
            "system",
            Map.of(),
            Map.of(),
            List.of(),
            PasswordsTaken.NOTHING,
            Instant.parse("2026-01-31T12:00:00Z"));
    return switch (DesiredState.of(resource, facts, () -> "random")) {
      case DesiredState.Objects objects ->
          Stream.concat(objects.secrets().all().stream(), objects.applied().stream()).toList();
      case DesiredState.Rejected(String sentence, var secrets) ->
          throw new AssertionError(sentence);
    };
  }
}
