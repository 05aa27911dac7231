package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.redisfailover.operator.api.v1.RedisConfigRules;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.RedisFailoverSpec;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.api.v1.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The desired objects of a resource. */
public sealed interface DesiredState {

  /**
   * The objects.
   *
   * @param secrets Secrets to create, or to complete; before the others, and never over what they
   *     hold
   * @param applied all other objects, in the order in which to apply them. An object of the
   *     resource that is not among them (a budget, a policy, the Service of the statistics page,
   *     when they are switched off) must be deleted, but never a volume claim
   */
  record Objects(SecretChanges secrets, List<HasMetadata> applied) implements DesiredState {
    /** Copies the list. */
    public Objects {
      applied = List.copyOf(applied);
    }
  }

  /**
   * The spec has an error that the schema cannot find; the present objects stay. Passwords are no
   * matter of such an error: a Secret that was deleted comes back, and one that was edited is
   * followed.
   *
   * @param sentence where, what is wrong and what to do
   * @param secrets Secrets to create, or to complete, all the same
   */
  record Rejected(String sentence, SecretChanges secrets) implements DesiredState {}

  /** {@return Secrets to create, or to complete; also where the spec is rejected} */
  SecretChanges secrets();

  /**
   * {@return the objects, or why there are none}
   *
   * @param resource the resource with all defaults, as the API server returns it
   * @param facts the other inputs
   * @param random gives a new password of letters and digits at each call
   */
  static DesiredState of(RedisFailover resource, DesiredInputs facts, Supplier<String> random) {
    Optional<String> refusal =
        RedisConfigRules.refusal(resource.getSpec().redis())
            .or(() -> CheckScriptText.refusal(resource.getSpec().proxy().check()));
    SecretChanges secrets = GeneratedSecrets.changes(resource, facts, random);
    if (refusal.isPresent()) {
      return new Rejected(refusal.get(), secrets);
    }
    try {
      return new Objects(secrets, applied(resource, facts));
    } catch (Overlay.Refused refused) {
      return new Rejected(refused.sentence(), secrets);
    }
  }

  private static List<HasMetadata> applied(RedisFailover resource, DesiredInputs facts)
      throws Overlay.Refused {
    RedisFailoverSpec spec = resource.getSpec();
    PageUsers users = PageUsers.of(resource, facts);
    String proxyFile = ProxyFile.of(resource, users);
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(ConfigMaps.redis(resource));
    objects.add(ConfigMaps.proxy(resource, proxyFile));
    objects.add(Services.servers(resource));
    objects.add(Services.clients(resource));
    if (spec.proxy().stats().enabled()) {
      objects.add(Services.stats(resource));
    }
    if (spec.networkPolicy().enabled()) {
      objects.addAll(NetworkPolicies.of(resource, facts));
    }
    Storage storage = spec.redis().storage();
    for (ServerName server : ServerName.values()) {
      if (storage != null) {
        objects.add(RedisVolumes.claim(resource, server, storage));
      }
      objects.add(StatefulSets.of(resource, server, facts.platform()));
    }
    objects.add(ProxyDeployment.of(resource, facts, proxyFile, users));
    if (spec.disruptionBudget().enabled()) {
      objects.addAll(DisruptionBudgets.of(resource));
    }
    return objects;
  }
}
