package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.Secret;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The input of the desired objects besides the resource.
 *
 * @param platform what the cluster requires of every pod
 * @param operatorNamespace namespace of the operator, whose pods may connect to servers and proxies
 * @param operatorLabels labels of the operator's pods
 * @param secrets the Secrets of the resource that exist, by name
 * @param passwordsAccepted whether all running servers accept the newest passwords
 * @param now the present moment
 */
public record DesiredInputs(
    Platform platform,
    String operatorNamespace,
    Map<String, String> operatorLabels,
    Map<String, Secret> secrets,
    boolean passwordsAccepted,
    Instant now) {
  /** Copies the maps. */
  public DesiredInputs {
    operatorLabels = Map.copyOf(operatorLabels);
    secrets = Map.copyOf(secrets);
  }

  /** {@return the Secret of a name, if it exists} */
  public Optional<Secret> secret(String name) {
    return Optional.ofNullable(secrets.get(name));
  }

  /** {@return the same where all running servers accept the newest passwords, or not} */
  public DesiredInputs passwordsAccepted(boolean accepted) {
    return new DesiredInputs(platform, operatorNamespace, operatorLabels, secrets, accepted, now);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "DesiredInputs[%s, %s, Secrets %s]"
        .formatted(platform, operatorNamespace, secrets.keySet());
  }
}
