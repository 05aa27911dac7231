package io.redisfailover.operator.tune;

import io.redisfailover.failover.view.Endpoint;
import java.util.Map;

/**
 * A server whose settings are looked after.
 *
 * @param endpoint where it is
 * @param life tells this run of it from others, which have read their file anew
 * @param settings what it should have, by name
 * @param password of the operator's ACL user
 */
public record Server(
    Endpoint endpoint, String life, Map<String, String> settings, String password) {
  /** Copies the map. */
  public Server {
    settings = Map.copyOf(settings);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "Server[" + endpoint + ", " + life + ", " + settings + "]";
  }

  boolean sameQuestion(Server other) {
    return life.equals(other.life) && settings.equals(other.settings);
  }
}
