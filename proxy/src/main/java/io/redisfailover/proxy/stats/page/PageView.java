package io.redisfailover.proxy.stats.page;

import io.redisfailover.proxy.admin.ServerAct;
import io.redisfailover.proxy.config.StatisticsSettings;
import io.redisfailover.proxy.stats.model.PerformedAct;
import io.redisfailover.proxy.stats.model.PinnedSessions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the page is shown, and to whom.
 *
 * @param request what was asked for
 * @param settings how often it reloads, and what it shows of its process
 * @param pinned where sessions are pinned; absent when that was not asked for
 * @param administrator what a user sees who may have acts carried out; absent for every other user
 */
public record PageView(
    PageRequest request,
    StatisticsSettings settings,
    Optional<PinnedSessions> pinned,
    Optional<Administrator> administrator) {

  /**
   * What somebody sees who may have acts carried out.
   *
   * @param user the user name
   * @param token the token of this user's forms; a secret
   * @param acts the acts that are offered
   * @param elsewhere why the controller is not asked here, and what to do instead; absent where it
   *     is
   * @param performed the last acts, newest first
   */
  public record Administrator(
      String user,
      String token,
      Set<ServerAct> acts,
      Optional<String> elsewhere,
      List<PerformedAct> performed) {
    /** Copies the list. */
    public Administrator {
      performed = List.copyOf(performed);
    }

    /** {@return without the token} */
    @Override
    public String toString() {
      return "Administrator " + user;
    }
  }

  /** {@return whether the page follows what happens} */
  boolean refreshing() {
    return !request.has(PageRequest.NO_REFRESH);
  }
}
