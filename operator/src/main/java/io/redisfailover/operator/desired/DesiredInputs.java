package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The input of the desired objects besides the resource.
 *
 * @param platform what the cluster requires of every pod
 * @param operatorNamespace namespace of the operator, whose pods may connect to servers and proxies
 * @param operatorLabels labels of the operator's pods
 * @param secrets the Secrets of the resource that exist, by name
 * @param foreign Secrets of somebody else under the names of the resource's own: none is read
 * @param taken what the running servers have taken of these Secrets
 * @param now the present moment
 */
public record DesiredInputs(
    Platform platform,
    String operatorNamespace,
    Map<String, String> operatorLabels,
    Map<String, Secret> secrets,
    List<Secret> foreign,
    PasswordsTaken taken,
    Instant now) {
  /** Copies the maps. */
  public DesiredInputs {
    operatorLabels = Map.copyOf(operatorLabels);
    secrets = Map.copyOf(secrets);
    foreign = List.copyOf(foreign);
  }

  /** {@return the Secret of a name, if it exists} */
  public Optional<Secret> secret(String name) {
    return Optional.ofNullable(secrets.get(name));
  }

  /** {@return whether somebody else has a Secret of this name, which should be the resource's} */
  boolean isForeign(String name) {
    return foreign.stream().anyMatch(secret -> secret.getMetadata().getName().equals(name));
  }

  /** {@return the same where the running servers have taken that much of the Secrets} */
  public DesiredInputs taken(PasswordsTaken now) {
    return new DesiredInputs(
        platform, operatorNamespace, operatorLabels, secrets, foreign, now, this.now);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "DesiredInputs[%s, %s, Secrets %s]"
        .formatted(platform, operatorNamespace, secrets.keySet());
  }
}
