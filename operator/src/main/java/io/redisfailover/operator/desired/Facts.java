package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * What the objects depend on besides the resource.
 *
 * @param proxyImage the image of the proxies where the resource names none
 * @param operatorNamespace where the operator runs; its pods may connect to servers and proxies
 * @param operatorLabels labels that the operator's pods have
 * @param auth the Secret of {@link Names#authSecret}, if it is there
 * @param control the Secret of {@link Names#controlSecret}, if it is there
 * @param stats the Secret of {@link Names#statsSecret}, if it is there
 */
public record Facts(
    String proxyImage,
    String operatorNamespace,
    Map<String, String> operatorLabels,
    Optional<Secret> auth,
    Optional<Secret> control,
    Optional<Secret> stats) {
  /** Copies the labels. */
  public Facts {
    operatorLabels = Map.copyOf(operatorLabels);
  }
}
