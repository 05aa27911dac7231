package io.redisfailover.bench.disturbance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How this machine disturbs processes.
 *
 * @param quota how processor time is taken away
 * @param skipped a sentence for each means that this machine does not have, with the reason
 */
public record Means(CpuQuota quota, List<String> skipped) {
  /** Copies the list. */
  public Means {
    skipped = List.copyOf(skipped);
  }

  /** {@return those of this machine} */
  public static Means ofThisMachine() {
    List<String> skipped = new ArrayList<>();
    CpuQuota quota;
    try {
      quota = CgroupQuota.ofThisMachine();
    } catch (IOException refused) {
      quota = new DutyCycle();
      skipped.add(
          "SKIPPED: CPU quotas of control groups (%s); instead of them %s."
              .formatted(reason(refused), quota.means()));
    }
    return new Means(quota, skipped);
  }

  /** {@return why something could not be done, in a line} */
  public static String reason(IOException failure) {
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}
