package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * The input of the desired objects besides the resource.
 *
 * @param proxyImage default image of the proxies
 * @param operatorNamespace namespace of the operator, whose pods may connect to servers and proxies
 * @param operatorLabels labels of the operator's pods
 * @param auth the Secret of {@link Names#authSecret}, if it exists
 * @param control the Secret of {@link Names#controlSecret}, if it exists
 * @param stats the Secret of {@link Names#statsSecret}, if it exists
 */
public record DesiredInputs(
    String proxyImage,
    String operatorNamespace,
    Map<String, String> operatorLabels,
    Optional<Secret> auth,
    Optional<Secret> control,
    Optional<Secret> stats) {
  /** Copies the labels. */
  public DesiredInputs {
    operatorLabels = Map.copyOf(operatorLabels);
  }
}
