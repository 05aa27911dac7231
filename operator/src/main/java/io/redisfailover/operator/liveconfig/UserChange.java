package io.redisfailover.operator.liveconfig;

import io.redisfailover.operator.desired.AclUser;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The users that a running server must have beside those of its entry script.
 *
 * @param wanted the users
 * @param former names of users that it may have from before; those that are not wanted are removed
 */
public record UserChange(List<AclUser> wanted, Set<String> former) {
  /** Copies the collections. */
  public UserChange {
    wanted = List.copyOf(wanted);
    former = Set.copyOf(former);
  }

  /** {@return names of users to remove} */
  Set<String> removed() {
    Set<String> removed = new HashSet<>(former);
    wanted.forEach(user -> removed.remove(user.name()));
    return removed;
  }

  /** {@return the same, where the server may have other users from before too} */
  UserChange after(UserChange before) {
    Set<String> more = new HashSet<>(former);
    more.addAll(before.former);
    before.wanted.forEach(user -> more.add(user.name()));
    return new UserChange(wanted, more);
  }
}
