package io.redisfailover.operator.liveconfig;

import io.redisfailover.failover.model.Endpoint;
import java.util.Map;

/**
 * A running server and its settings.
 *
 * @param endpoint address of the server
 * @param life distinguishes this run from others, which have read the configuration file again
 * @param settings wanted settings, by name
 * @param password password of the operator's ACL user
 */
public record LiveConfigTarget(
    Endpoint endpoint, String life, Map<String, String> settings, String password) {
  /** Copies the map. */
  public LiveConfigTarget {
    settings = Map.copyOf(settings);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "LiveConfigTarget[" + endpoint + ", " + life + ", " + settings + "]";
  }

  boolean sameQuestion(LiveConfigTarget other) {
    return life.equals(other.life) && settings.equals(other.settings);
  }
}
