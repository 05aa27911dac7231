package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.redisfailover.operator.api.v1.ConfigRules;
import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverSpec;
import io.redisfailover.operator.api.v1.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What should be in the cluster for a resource. */
public sealed interface Desired {

  /**
   * It can be had.
   *
   * @param secrets to be created, or completed where they carry a {@code resourceVersion}; before
   *     the others, and never applied over what is there
   * @param applied all other objects, in the order in which they are to be applied. An object that
   *     belongs to the resource and is not among them (a budget, a policy, the Service of the
   *     statistics page, when they are switched off) is to be deleted, but never a volume claim
   */
  record Objects(List<Secret> secrets, List<HasMetadata> applied) implements Desired {
    /** Copies the lists. */
    public Objects {
      secrets = List.copyOf(secrets);
      applied = List.copyOf(applied);
    }
  }

  /**
   * The resource says something that only the operator can see to be wrong; what runs goes on.
   *
   * @param sentence what to write instead
   */
  record Rejected(String sentence) implements Desired {}

  /**
   * Says it.
   *
   * @param resource as the API server gives it, with all defaults
   * @param facts what else it depends on
   * @param random a new password, of letters and digits, at each call
   * @return the objects, or why there are none
   */
  static Desired of(RedisFailover resource, Facts facts, Supplier<String> random) {
    Optional<String> refusal =
        refusedSettings(resource).or(() -> CheckText.refusal(resource.getSpec().proxy().check()));
    if (refusal.isPresent()) {
      return new Rejected(refusal.get());
    }
    try {
      return new Objects(
          GeneratedSecrets.missing(resource, facts, random), applied(resource, facts));
    } catch (Overlay.Refused refused) {
      return new Rejected(refused.sentence());
    }
  }

  private static List<HasMetadata> applied(RedisFailover resource, Facts facts)
      throws Overlay.Refused {
    RedisFailoverSpec spec = resource.getSpec();
    String proxyFile = ProxyFile.of(resource, GeneratedSecrets.statsUser(facts));
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(ConfigMaps.redis(resource));
    objects.add(ConfigMaps.proxy(resource, proxyFile));
    objects.add(Services.nodes(resource));
    objects.add(Services.clients(resource));
    if (spec.proxy().stats().enabled()) {
      objects.add(Services.stats(resource));
    }
    if (spec.networkPolicy().enabled()) {
      objects.addAll(NetworkPolicies.of(resource, facts));
    }
    if (spec.disruptionBudget().enabled()) {
      objects.addAll(DisruptionBudgets.of(resource));
    }
    Storage storage = spec.redis().storage();
    for (NodeName node : NodeName.values()) {
      if (storage != null) {
        objects.add(RedisVolumes.claim(resource, node, storage));
      }
      objects.add(StatefulSets.of(resource, node));
    }
    objects.add(ProxyDeployment.of(resource, facts, proxyFile));
    return objects;
  }

  private static Optional<String> refusedSettings(RedisFailover resource) {
    Map<String, String> config =
        Optional.ofNullable(resource.getSpec().redis().config()).orElse(Map.of());
    Optional<String> strange =
        config.keySet().stream().filter(name -> !name.matches("[A-Za-z][A-Za-z0-9-]*")).findFirst();
    if (strange.isPresent()) {
      return Optional.of(
          "spec.redis.config: \"" + strange.get() + "\" is no name of a setting of redis.conf.");
    }
    return ConfigRules.refusals(config.keySet()).stream()
        .findFirst()
        .map(sentence -> "spec.redis.config: " + sentence);
  }
}
