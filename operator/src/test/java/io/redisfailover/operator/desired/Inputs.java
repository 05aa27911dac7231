package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the tests ask with, and how they look into the answer. */
final class Inputs {
  static final DesiredInputs FACTS =
      new DesiredInputs(
          new Platform("redis-failover-proxy:0.1.0", Optional.empty(), true),
          "redis-failover-system",
          Map.of("app.kubernetes.io/name", "redis-failover-operator"),
          Map.of(
              "stats-eva",
              new SecretBuilder()
                  .withNewMetadata()
                  .withName("stats-eva")
                  .endMetadata()
                  .addToData("password", "ZG8tbm90LXNob3ctbWU=")
                  .build()),
          List.of(),
          PasswordsTaken.EVERYTHING,
          Instant.parse("2026-01-31T12:00:00Z"));

  private Inputs() {}

  /** {@return the same with these Secrets} */
  static DesiredInputs with(Map<String, Secret> secrets) {
    return new DesiredInputs(
        FACTS.platform(),
        FACTS.operatorNamespace(),
        FACTS.operatorLabels(),
        secrets,
        List.of(),
        FACTS.taken(),
        FACTS.now());
  }

  /** {@return passwords that everybody can tell apart, as long as real ones} */
  static Supplier<String> counted() {
    AtomicInteger count = new AtomicInteger();
    return () -> "random-%025d".formatted(count.incrementAndGet());
  }

  /** {@return the objects; fails when the resource is rejected} */
  static DesiredState.Objects objects(RedisFailover resource) {
    return switch (DesiredState.of(resource, FACTS, counted())) {
      case DesiredState.Objects objects -> objects;
      case DesiredState.Rejected(String sentence, var secrets) ->
          throw new AssertionError(sentence);
    };
  }

  /** {@return why a resource is rejected; fails when it is not} */
  static String rejection(RedisFailover resource) {
    return switch (DesiredState.of(resource, FACTS, counted())) {
      case DesiredState.Objects objects -> throw new AssertionError("accepted: " + objects);
      case DesiredState.Rejected(String sentence, var secrets) -> sentence;
    };
  }

  /** {@return the applied object of a kind and a name} */
  static <T extends HasMetadata> T object(RedisFailover resource, Class<T> kind, String name) {
    return objects(resource).applied().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " " + name));
  }

  /** {@return kind and name of every applied object} */
  static List<String> names(RedisFailover resource) {
    return objects(resource).applied().stream()
        .map(object -> object.getKind() + " " + object.getMetadata().getName())
        .toList();
  }
}
