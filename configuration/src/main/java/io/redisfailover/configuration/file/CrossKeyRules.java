package io.redisfailover.configuration.file;

import io.redisfailover.configuration.yaml.Problems;
import io.redisfailover.proxy.check.CheckRuleException;
import io.redisfailover.proxy.check.CheckScript;
import io.redisfailover.proxy.net.UnixSocketFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must hold across several keys. */
final class CrossKeyRules {
  /** Source: the longest name of RFC 5424; what follows on it begins with a bracket or a colon. */
  private static final String LOG_TAG = "[!-9;-Z\\\\^-~]{1,48}";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,62}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%-]{1,253}");

  private CrossKeyRules() {}

  /** Reports what does not fit together; needs no network and no other file. */
  static void check(ProcessConfig config, Problems problems) {
    if (!NAME.matcher(config.name()).matches()) {
      problems.add("name", "Use 1 to 63 letters, digits, dots and dashes.");
    }
    hosts(config, problems);
    config.auth().ifPresent(login -> login("auth", login, problems));
    StatsRules.check(config.stats(), problems);
    config.accessLog().syslog().ifPresent(syslog -> syslog(syslog, problems));
    if (config.accessLog().file().isPresent() && config.accessLog().syslog().isPresent()) {
      problems.add(
          "accessLog.file", "The lines go to one place; remove this, or accessLog.syslog.");
    }
    steps(config, problems);
    PortRules.check(config, problems);
    RuntimeApiRules.check(config.runtimeApi(), problems);
    others(config, problems);
    if (config.hold().max() > config.maxConnections()) {
      problems.add(
          "hold.max",
          "Must not exceed maxConnections; use at most " + config.maxConnections() + ".");
    }
  }

  private static void syslog(AccessLogSection.SyslogSection syslog, Problems problems) {
    if (SyslogTarget.parse(syslog.address()).isEmpty()) {
      problems.add(
          "accessLog.syslog.address",
          "`%s` is neither host:port nor the path of a Unix socket, of at most %d characters; set it as in 10.0.0.1:514 or /dev/log."
              .formatted(syslog.address(), UnixSocketFile.LONGEST_PATH));
    }
    if (!syslog.tag().matches(LOG_TAG)) {
      problems.add(
          "accessLog.syslog.tag",
          "Use 1 to 48 letters, digits or signs of ASCII, without blanks, brackets and colons.");
    }
  }

  private static void hosts(ProcessConfig config, Problems problems) {
    Map.of(
            "servers.master.host", config.servers().master().host(),
            "servers.backup.host", config.servers().backup().host(),
            "listen.address", config.listen().address(),
            "stats.address", config.stats().address(),
            "control.address", config.control().address())
        .forEach((key, host) -> {
          if (!HOST.matcher(host).matches()) {
            problems.add(
                key,
                "`"
                    + host
                    + "` is neither a host name nor an IP address; set the port under its own key.");
          }
        });
    List<String> additional = config.listen().additional();
    for (int i = 0; i < additional.size(); i++) {
      if (HostPort.parse(additional.get(i)).isEmpty()) {
        problems.add(
            "listen.additional[" + i + "]",
            "Not an address and a port; use for instance 10.0.0.7:6380.");
      }
    }
    aliases("servers.master.aliases", config.servers().master(), problems);
    aliases("servers.backup.aliases", config.servers().backup(), problems);
    replicationAddress("servers.master", config.servers().master(), problems);
    replicationAddress("servers.backup", config.servers().backup(), problems);
    if (config.servers().master().isSameAs(config.servers().backup())) {
      problems.add(
          "servers.backup",
          "The same address as servers.master; set the address of the second Redis process, preferably on another machine.");
    }
  }

  /** A push carries them to every proxy, which refuses it as a whole for one that is too long. */
  private static void aliases(String key, ServersSection.Address server, Problems problems) {
    List<String> aliases = server.aliases();
    if (aliases.size() > ServersSection.MOST_ALIASES) {
      problems.add(
          key,
          "Too many aliases ("
              + aliases.size()
              + ")"
              + "; use at most "
              + ServersSection.MOST_ALIASES
              + ".");
    }
    for (int i = 0; i < aliases.size(); i++) {
      String alias = aliases.get(i);
      if (!HOST.matcher(alias).matches() && HostPort.parse(alias).isEmpty()) {
        problems.add(
            key + "[" + i + "]", "Neither a host name nor an IP address; correct or remove it.");
      }
    }
  }

  private static void replicationAddress(
      String key, ServersSection.Address server, Problems problems) {
    server
        .replicationAddress()
        .filter(text -> HostPort.parse(text).isEmpty())
        .ifPresent(text ->
            problems.add(
                key + ".replicationAddress",
                "`" + text + "` is not host:port; set it as in 10.0.0.1:6379."));
  }

  /** Reports a login without exactly one password. */
  static void login(String key, LoginSection login, Problems problems) {
    long named =
        Stream.of(login.password(), login.passwordFile(), login.passwordEnv())
            .filter(Optional::isPresent)
            .count();
    if (named != 1) {
      problems.add(
          key,
          (named == 0 ? "No password is set; " : "More than one password is set; ")
              + "set exactly one of passwordFile, passwordEnv and password.");
    }
  }

  private static void steps(ProcessConfig config, Problems problems) {
    List<String> steps = config.check().steps();
    List<String> rules = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    boolean alright = true;
    for (int i = 0; i < steps.size(); i++) {
      String at = "check.steps[" + i + "]";
      if (CheckSection.isLogin(steps.get(i))) {
        if (config.auth().isEmpty()) {
          problems.add(at, "Nothing is set under auth; set the login there.");
        }
        continue;
      }
      rules.add(steps.get(i));
      keys.add(at);
      alright &= isCheck(List.of(steps.get(i)), List.of(at), problems);
    }
    boolean readyMade = rules.stream().anyMatch(rule -> rule.strip().startsWith("redis-check"));
    if (readyMade && rules.size() < steps.size()) {
      problems.add(
          "check.steps",
          "`redis-check` is a whole script and logs in to no server; remove `auth`.");
    } else if (alright) {
      boolean unused = isCheck(rules, keys, problems);
    }
  }

  /** Reports why steps are no check, each mistake under the key of its step. */
  private static boolean isCheck(List<String> rules, List<String> keys, Problems problems) {
    try {
      CheckScript unused = CheckScript.parse(rules);
      return true;
    } catch (CheckRuleException wrong) {
      problems.add(keys.get(wrong.index()), "Not a check step: " + wrong.reason() + ".");
    } catch (IllegalArgumentException wrong) {
      problems.add("check.steps", "Not a check: " + wrong.getMessage() + ".");
    }
    return false;
  }

  private static void others(ProcessConfig config, Problems problems) {
    for (int i = 0; i < config.proxies().size(); i++) {
      if (HostPort.parse(config.proxies().get(i)).isEmpty()) {
        problems.add(
            "proxies[" + i + "]", "Not an address and a port; use for instance 10.0.0.7:8182.");
      }
    }
    if (!config.proxies().isEmpty() && config.control().tokenFile().isEmpty()) {
      problems.add(
          "control",
          "Several proxies need a common token; set tokenFile, with the same content for each.");
    }
    if (config.mode() == ProcessConfig.Mode.PROMOTE
        && !config.controller()
        && (config.control().tokenFile().isEmpty() || config.control().port() == 0)) {
      problems.add(
          "control",
          "With `controller: off` another process controls this proxy; set tokenFile, and the port that the other process lists under proxies.");
    }
    if (config.mode() == ProcessConfig.Mode.ROUTE_ONLY
        && config.controller()
        && problems.names("controller")) {
      problems.add("controller", "`RouteOnly` runs no controller; remove the key.");
    }
  }
}
