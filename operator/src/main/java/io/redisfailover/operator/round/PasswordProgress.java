package io.redisfailover.operator.round;

import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.desired.DesiredUsers;
import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.passwords.InternalPasswords;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What a change of passwords waits for. Pure. */
final class PasswordProgress {
  private PasswordProgress() {}

  /** {@return whether time alone is to be waited for} */
  static boolean isUnderWay(Observation seen) {
    return seen.recovery().internal().stage() != InternalPasswords.Stage.SETTLED
        || seen.hasFormerPasswords();
  }

  /** {@return whether a password is in a Secret that is not watched: one that the spec names} */
  static boolean isUnwatched(RedisFailover resource) {
    return resource.getSpec().auth().secretName() != null
        || !DesiredUsers.namedSecrets(resource).isEmpty();
  }

  /** {@return one sentence; absent where nothing changes} */
  static Optional<String> sentence(Observation seen, LiveSettings settings) {
    String applications = seen.applicationLogins().user();
    Optional<String> own = waiting(settings, user -> !user.equals(applications));
    Optional<String> theirs = waiting(settings, applications::equals);
    if (theirs.isPresent()) {
      return Optional.of(
          "%s not accept the password of Secret %s yet; the one before is valid."
              .formatted(theirs.get(), Names.authSecret(seen.resource())));
    }
    return switch (seen.recovery().internal().stage()) {
      case SETTLED -> Optional.empty();
      case SPREADING ->
          Optional.of(
              "New passwords of Secret %s are being spread%s."
                  .formatted(
                      Names.controlSecret(seen.resource()),
                      own.map(it -> "; " + it + " not accept them yet").orElse("")));
      case REPLACING ->
          Optional.of(
              "New passwords of Secret %s replace those before."
                  .formatted(Names.controlSecret(seen.resource())));
    };
  }

  private static Optional<String> waiting(LiveSettings settings, Predicate<String> of) {
    List<String> servers =
        Arrays.stream(Server.values())
            .filter(server ->
                settings.missingLogins().getOrDefault(server, Set.of()).stream().anyMatch(of))
            .map(Server::toString)
            .toList();
    return servers.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(" and ", servers) + (servers.size() == 1 ? " does" : " do"));
  }
}
