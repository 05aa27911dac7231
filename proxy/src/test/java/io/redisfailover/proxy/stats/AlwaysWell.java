package io.redisfailover.proxy.stats;

import java.util.Optional;

/** A process that is healthy and ready. */
final class AlwaysWell implements HealthSource {
  @Override
  public Optional<String> notAlive() {
    return Optional.empty();
  }

  @Override
  public Optional<String> notReady() {
    return Optional.empty();
  }
}
