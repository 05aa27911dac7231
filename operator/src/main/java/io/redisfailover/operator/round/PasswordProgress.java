package io.redisfailover.operator.round;

import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.desired.DesiredUsers;
import io.redisfailover.operator.desired.Names;
import io.redisfailover.operator.passwords.InternalPasswords;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
        || resource.getSpec().proxy().stats().authSecretName() != null
        || !DesiredUsers.namedSecrets(resource).isEmpty();
  }

  /** {@return which servers do not answer that are to take a change; absent where there is none} */
  static Optional<String> silent(Observation seen, LiveSettings settings) {
    return words(settings.unanswered().keySet())
        .filter(servers -> isChanging(seen))
        .map(
            "Waiting for %s to answer and take the new passwords; the former ones stay valid."
                ::formatted);
  }

  /** {@return one sentence; absent where nothing changes} */
  static Optional<String> sentence(Observation seen, LiveSettings settings) {
    String applications = seen.recovery().applicationsUser(seen.resource(), seen.inputs());
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

  /** A change of which it is not known yet that all servers have taken it. */
  private static boolean isChanging(Observation seen) {
    return seen.recovery().internal().stage() != InternalPasswords.Stage.SETTLED
        || seen.hasUntakenPasswords();
  }

  private static Optional<String> waiting(LiveSettings settings, Predicate<String> of) {
    Set<Server> servers =
        Arrays.stream(Server.values())
            .filter(server ->
                settings.missingLogins().getOrDefault(server, Set.of()).stream().anyMatch(of))
            .collect(Collectors.toSet());
    return words(servers).map(words -> words + (servers.size() == 1 ? " does" : " do"));
  }

  /** {@return the names of servers; absent for none} */
  static Optional<String> words(Set<Server> servers) {
    return Arrays.stream(Server.values())
        .filter(servers::contains)
        .map(Server::toString)
        .reduce((one, other) -> one + " and " + other);
  }
}
