package io.redisfailover.operator.round;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Pod;
import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.observe.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pods whose files are to follow the Secrets at once. A kubelet looks at the Secrets of a pod
 * about once a minute, and when the pod changes; so the pod gets an annotation.
 *
 * @param pods the unique ID of each, by its name
 * @param mark the value of the annotation: when the passwords changed
 */
public record SecretRefresh(Map<String, String> pods, String mark) {
  /** The annotation. */
  public static final String ANNOTATION = "redisfailover.io/passwords-changed";

  /** None. */
  static final SecretRefresh NONE = new SecretRefresh(Map.of(), "");

  /** A change that is older has reached the pods by itself. */
  private static final Duration RECENT = Duration.ofMinutes(5);

  /** Copies the map. */
  public SecretRefresh {
    pods = Map.copyOf(pods);
  }

  static SecretRefresh of(Observation seen) {
    Instant changed =
        Stream.of(
                seen.recovery().internal().since(),
                seen.applicationLogins().since(),
                statisticsSince(seen))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    if (changed.isBefore(seen.now().minus(RECENT))) {
      return NONE;
    }
    String mark = changed.toString();
    Set<String> ours =
        Stream.concat(seen.cluster().servers().values().stream(), seen.cluster().proxies().stream())
            .map(PodView::uid)
            .collect(Collectors.toSet());
    Map<String, String> pods =
        seen.objects().stream()
            .filter(object -> object instanceof Pod && ours.contains(object.getMetadata().getUid()))
            .filter(pod -> !mark.equals(annotation(pod)))
            .filter(pod -> isOlder(pod, changed))
            .collect(
                Collectors.toMap(
                    pod -> pod.getMetadata().getName(), pod -> pod.getMetadata().getUid()));
    return new SecretRefresh(pods, mark);
  }

  /** Nobody keeps a digest of a password of the page: its Secret tells when it was written. */
  private static Instant statisticsSince(Observation seen) {
    return Names.pageSecrets(seen.resource()).stream()
        .flatMap(name -> seen.inputs().secret(name).stream())
        .map(secret -> secret.getMetadata().getManagedFields())
        .flatMap(List::stream)
        .map(ManagedFieldsEntry::getTime)
        .flatMap(Stream::ofNullable)
        .map(Instant::parse)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private static String annotation(HasMetadata pod) {
    return Optional.ofNullable(pod.getMetadata().getAnnotations())
        .orElse(Map.of())
        .getOrDefault(ANNOTATION, "");
  }

  private static boolean isOlder(HasMetadata pod, Instant changed) {
    return Optional.ofNullable(pod.getMetadata().getCreationTimestamp())
        .map(Instant::parse)
        .filter(created -> created.isAfter(changed))
        .isEmpty();
  }
}
