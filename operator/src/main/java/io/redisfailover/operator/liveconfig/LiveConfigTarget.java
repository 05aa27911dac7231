package io.redisfailover.operator.liveconfig;

import io.redisfailover.failover.model.Endpoint;
import java.util.Map;
import java.util.Optional;

/**
 * A running server and its settings.
 *
 * @param endpoint address of the server
 * @param life distinguishes this run from others, which have read the configuration file again
 * @param settings wanted settings, by name; absent where they are not known, and the present ones
 *     stay
 * @param users wanted users; absent where they are not known, and the present ones stay
 * @param logins SHA-256 of the newest password of each user, by its name
 * @param password password of the operator's ACL user
 */
public record LiveConfigTarget(
    Endpoint endpoint,
    String life,
    Optional<Map<String, String>> settings,
    Optional<UserChange> users,
    Map<String, String> logins,
    String password) {
  /** Copies the maps. */
  public LiveConfigTarget {
    settings = settings.map(Map::copyOf);
    logins = Map.copyOf(logins);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "LiveConfigTarget[" + endpoint + ", " + life + ", " + settings + ", " + users + "]";
  }

  /** {@return the same, where the server may have what an earlier question set too} */
  LiveConfigTarget after(Optional<LiveConfigTarget> before) {
    Optional<UserChange> earlier = before.flatMap(LiveConfigTarget::users);
    return new LiveConfigTarget(
        endpoint,
        life,
        settings.or(() -> before.flatMap(LiveConfigTarget::settings)),
        users.map(now -> earlier.map(now::after).orElse(now)),
        logins,
        password);
  }

  /** {@return whether another one asks for nothing else; settings that it does not know are any} */
  boolean sameQuestion(LiveConfigTarget other) {
    return life.equals(other.life)
        && (other.settings.isEmpty() || settings.equals(other.settings))
        && logins.equals(other.logins)
        && users.map(UserChange::wanted).equals(other.users.map(UserChange::wanted));
  }
}
