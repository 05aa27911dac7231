package io.redisfailover.operator.desired;

import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.StatsUserSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The users of the statistics page. A further one without a password, or with the name of the first
 * one, is left out: the proxies would not start with it. Pure.
 *
 * @param first the one that the page always has
 * @param further the others that can log in
 * @param problems a sentence for each that is left out
 */
record PageUsers(String first, List<StatsUserSpec> further, List<String> problems) {
  /** Copies the lists. */
  PageUsers {
    further = List.copyOf(further);
    problems = List.copyOf(problems);
  }

  /** {@return those of a resource} */
  static PageUsers of(RedisFailover resource, DesiredInputs facts) {
    String first = GeneratedSecrets.statsUser(resource, facts);
    List<StatsUserSpec> further = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (StatsUserSpec user : named(resource)) {
      Optional<String> lack = lack(user, first, facts);
      if (lack.isEmpty()) {
        further.add(user);
      } else {
        problems.add(
            "spec.proxy.stats.users[%s].%s The user is left out until then."
                .formatted(user.name(), lack.get()));
      }
    }
    return new PageUsers(first, further, problems);
  }

  /** {@return those of the spec} */
  static List<StatsUserSpec> named(RedisFailover resource) {
    return Optional.ofNullable(resource.getSpec().proxy().stats().users()).orElse(List.of());
  }

  private static Optional<String> lack(StatsUserSpec user, String first, DesiredInputs facts) {
    return user.name().equals(first)
        ? Optional.of("name: The first user of the page has this name; use another one.")
        : MissingPasswords.ofAPageUser(user, facts);
  }
}
