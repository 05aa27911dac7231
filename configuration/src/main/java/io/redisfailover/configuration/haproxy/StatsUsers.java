package io.redisfailover.configuration.haproxy;

import io.redisfailover.proxy.config.StatisticsUser.Role;
import java.util.Optional;

/**
 * The users of HAProxy's page, and what they may do: there, all of them may do the same. The lines
 * come in any order, so that roles are known at the end of the section only.
 */
final class StatsUsers {
  private static final String LIST = "stats.users";
  private static final String NAME = ".username";
  private static final String PASSWORD = ".password";
  private static final String ROLE = ".role";

  /** The line that lets users act, as a setting that no file of this project has. */
  private static final String ADMIN = "admin";

  private StatsUsers() {}

  /** Notes a line {@code stats auth}. */
  static void user(CfgArguments in, ImportedSettings draft) throws CfgException {
    String login = in.one();
    int colon = login.indexOf(':');
    if (colon < 1 || colon == login.length() - 1) {
      throw new CfgException("The login is no user and password; set it as `user:password`.");
    }
    String user = login.substring(0, colon);
    int place = 0;
    for (Optional<ImportedSetting> before = draft.get(element(0) + NAME);
        before.isPresent();
        before = draft.get(element(place) + NAME)) {
      if (before.get().value().equals(user)) {
        throw new CfgException("The user has a line already; keep one of them.");
      }
      place++;
    }
    draft.set(in, element(place) + NAME, user);
    draft.set(in, element(place) + PASSWORD, login.substring(colon + 1));
  }

  /** Notes a line {@code stats admin}. */
  static void admin(CfgArguments in, ImportedSettings draft) {
    draft.set(in, ADMIN, String.join(" ", in.values()));
  }

  /**
   * Puts the users of a page where they belong: with the first one that may only look, the login of
   * the page.
   */
  static void settle(ImportedSettings draft, ImportedSettings settings, CfgOutcomes outcomes) {
    boolean act = mayAct(draft, outcomes);
    int from = act ? 0 : 1;
    if (!act) {
      settings.copy(draft, element(0) + NAME, "stats.auth" + NAME);
      settings.copy(draft, element(0) + PASSWORD, "stats.auth" + PASSWORD);
    }
    for (int place = from; draft.get(element(place) + NAME).isPresent(); place++) {
      String element = element(place - from);
      settings.copy(draft, element(place) + NAME, element + NAME);
      settings.copy(draft, element(place) + PASSWORD, element + PASSWORD);
      if (act) {
        int line = draft.get(ADMIN).map(ImportedSetting::line).orElse(0);
        settings.put(new ImportedSetting(element + ROLE, Role.OPERATE.toString(), line));
      }
    }
  }

  private static boolean mayAct(ImportedSettings draft, CfgOutcomes outcomes) {
    Optional<ImportedSetting> admin = draft.get(ADMIN);
    if (admin.isEmpty()) {
      return false;
    }
    boolean always = admin.get().value().matches("(?i)if TRUE|unless FALSE");
    boolean login = draft.get(element(0) + NAME).isPresent();
    if (!always || !login) {
      outcomes.explained(
          admin.get().line(),
          "stats admin",
          always
              ? "Nobody may act without a login; add `stats auth`."
              : "The condition is not taken, so nobody may act; give a user under `stats.users` the role operate.");
    }
    return always && login;
  }

  private static String element(int place) {
    return LIST + "[" + place + "]";
  }

  /** {@return whether a setting is a user's, or the line that lets them act} */
  static boolean owns(ImportedSetting setting) {
    return setting.key().equals(ADMIN) || setting.key().startsWith(LIST + "[");
  }
}
