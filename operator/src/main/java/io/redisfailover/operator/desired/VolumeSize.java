package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;

/** Whether a volume can have the size that the spec wants. */
public final class VolumeSize {
  private static final String STORAGE = "storage";

  private VolumeSize() {}

  /**
   * {@return what is wrong and what to do, where a claim would have to shrink below the volume that
   * it has; a larger request that was never granted can be taken back}
   *
   * @param wanted a desired object
   * @param actual the present one
   */
  public static Optional<String> refusal(HasMetadata wanted, HasMetadata actual) {
    if (!(wanted instanceof PersistentVolumeClaim claim)
        || !(actual instanceof PersistentVolumeClaim present)
        || present.getStatus() == null
        || present.getStatus().getCapacity() == null) {
      return Optional.empty();
    }
    Optional<Quantity> size =
        Optional.ofNullable(claim.getSpec().getResources().getRequests().get(STORAGE));
    Optional<Quantity> has = Optional.ofNullable(present.getStatus().getCapacity().get(STORAGE));
    return size.flatMap(wants ->
        has.filter(it -> wants.getNumericalAmount().compareTo(it.getNumericalAmount()) < 0)
            .map(it -> sentence(claim.getMetadata().getName(), it, wants)));
  }

  private static String sentence(String claim, Quantity has, Quantity wants) {
    return "spec.redis.storage.size: the volume of %s has %s, and volumes cannot shrink to %s; set %s or more."
        .formatted(claim, has, wants, has);
  }
}
