package io.redisfailover.configuration.haproxy;

import static io.redisfailover.configuration.haproxy.Directive.explainedAs;

import io.redisfailover.proxy.config.Syslog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the directives of the log are here. */
final class LogDirectives {
  static final String ADDRESS = "accessLog.syslog.address";
  private static final String FACILITY = "accessLog.syslog.facility";
  private static final String FORM = "accessLog.syslog.form";
  static final String TAG = "accessLog.syslog.tag";
  private static final String SKIP_EMPTY = "accessLog.skipEmpty";

  static final String HEALTH_CHECKS = "accessLog.syslog.healthChecks";
  static final String LEVEL = "accessLog.syslog.level";

  /** Set in a section that says {@code log global}; no key of this project's file. */
  static final String AS_GLOBAL = "log global";

  /** What HAProxy calls itself. */
  static final String USUAL_TAG = "haproxy";

  /** Those of the target. */
  static final List<String> KEYS = List.of(ADDRESS, FACILITY, FORM, LEVEL);

  private static final String MEANING =
      "`accessLog.syslog`: the first UDP address or Unix socket that takes the level `info` gets the lines of sessions and of changes; without one, the first one of a lower level gets those of changes. That of `global` counts in sections with `log global`. Any other target is standard output, where the log of the process is. The lowest level of a line (the last word) is not taken.";
  private static final String LINES =
      "Each session that ends is one line of the log, in the form of `tcplog`.";

  /** From the most severe one. */
  private static final List<String> LEVELS =
      List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

  private static final String INFO = "info";
  private static final int USUAL_PORT = 514;

  /** Targets that are no UDP address and no Unix socket. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("(?:global|stdout|stderr|(?!ipv4@|ipv6@|udp4?@|udp6@|unix@)[a-z0-9]+@.*)");

  private static final Pattern FAMILY = Pattern.compile("(?:ipv4|ipv6|udp4|udp6|udp|unix)@");

  private LogDirectives() {}

  /** {@return those of {@code global}} */
  static List<Directive<ImportedSettings>> ofTheProcess() {
    return of(settings -> settings, List.of("log-send-hostname", "quiet", "debug"));
  }

  /** {@return those of the other sections} */
  static List<Directive<ProxyDraft>> ofASection() {
    List<Directive<ProxyDraft>> rows =
        new ArrayList<>(
            of(
                ProxyDraft::settings,
                List.of(
                    "option tcplog",
                    "option dontlog-normal",
                    "option log-separate-errors",
                    "option logasap",
                    "option httplog")));
    rows.add(
        Directive.<ProxyDraft>taken(
                "option dontlognull",
                "`accessLog.skipEmpty`.",
                (in, draft) -> draft.settings().set(in, SKIP_EMPTY, "on"))
            .orOff((in, draft) -> draft.settings().set(in, SKIP_EMPTY, "off")));
    return rows;
  }

  /** {@return {@code option log-health-checks}} */
  static Directive<ProxyDraft> healthChecks() {
    return Directive.<ProxyDraft>taken(
            "option log-health-checks",
            "`accessLog.syslog.healthChecks`; the log of the process always has these lines.",
            (in, draft) -> draft.settings().set(in, HEALTH_CHECKS, "on"))
        .orOff((in, draft) -> draft.settings().remove(HEALTH_CHECKS));
  }

  /** {@return whether sessions go to the target that is set} */
  static boolean takesSessions(ImportedSettings settings) {
    return settings.get(ADDRESS).isPresent() && settings.get(LEVEL).isEmpty();
  }

  private static <T> List<Directive<T>> of(
      Function<T, ImportedSettings> settings, List<String> others) {
    List<Directive<T>> rows = new ArrayList<>();
    rows.add(
        Directive.<T>taken("log", MEANING, (in, draft) -> log(in, settings.apply(draft)))
            .orOff((in, draft) -> none(settings.apply(draft))));
    rows.add(
        Directive.<T>taken(
            "log-tag",
            "`accessLog.syslog.tag`; without it `haproxy`, by which filters know the lines.",
            (in, draft) -> settings.apply(draft).set(in, TAG, in.one())));
    rows.addAll(explainedAs(LINES, others.toArray(String[]::new)));
    return rows;
  }

  private static void none(ImportedSettings settings) {
    KEYS.forEach(settings::remove);
    settings.remove(AS_GLOBAL);
  }

  private static void log(CfgArguments in, ImportedSettings settings) throws CfgException {
    List<String> words = in.values();
    if (words.isEmpty()) {
      throw new CfgException("The target is missing; add one, such as 127.0.0.1:514 local0.");
    }
    if (words.getFirst().equals("global")) {
      settings.set(in, AS_GLOBAL, "on");
    }
    if (ELSEWHERE.matcher(words.getFirst()).matches()) {
      return;
    }
    int next = 1;
    String form = Syslog.Form.RFC3164.toString();
    while (next + 1 < words.size()
        && List.of("len", "format", "sample").contains(words.get(next))) {
      if (words.get(next).equals("format")) {
        form = words.get(next + 1);
      }
      next += 2;
    }
    String facility = next < words.size() ? words.get(next) : "";
    if (Arrays.stream(Syslog.Facility.values())
        .noneMatch(known -> known.toString().equals(facility))) {
      throw new CfgException("The facility is missing or unknown; add one, such as local0.");
    }
    String most = next + 1 < words.size() ? words.get(next + 1) : INFO;
    if (!LEVELS.contains(most)) {
      throw new CfgException("The level is unknown; use one such as info or notice.");
    }
    boolean sessions = LEVELS.indexOf(most) >= LEVELS.indexOf(INFO);
    boolean better = sessions && !takesSessions(settings);
    if (better || settings.get(ADDRESS).isEmpty()) {
      settings.set(in, ADDRESS, address(words.getFirst()));
      settings.set(in, FACILITY, facility);
      settings.set(in, FORM, form(form));
      settings.remove(LEVEL);
      if (!sessions) {
        settings.set(in, LEVEL, most);
      }
    }
  }

  private static String form(String format) throws CfgException {
    return switch (format) {
      case "rfc3164", "rfc5424" -> format;
      default ->
          throw new CfgException("This format is not available; use format rfc3164 or rfc5424.");
    };
  }

  private static String address(String target) throws CfgException {
    String address = FAMILY.matcher(target).replaceFirst("");
    if (address.startsWith("/")) {
      return address;
    }
    boolean hasPort = address.matches(".*[^:\\[]:[0-9]{1,5}") && !address.matches("[^\\[]*:.*:.*");
    SocketAddress parsed =
        SocketAddress.parse(hasPort ? address : bracketed(address) + ":" + USUAL_PORT);
    return bracketed(parsed.host()) + ":" + parsed.port();
  }

  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}
