package io.redisfailover.configuration.haproxy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The settings of one pair, from the sections that it is made of. For one thread. */
final class PairSettings {
  private static final String CONNECTIONS = "maxConnections";

  /** Default of {@code hold.max}, which {@code maxConnections} must not be below. */
  private static final int USUAL_HELD = 10_000;

  /** What both servers have in common, by key, and HAProxy's parameter for it. */
  private static final Map<String, String> SHARED =
      new TreeMap<>(
          Map.of(
              "check.interval", "inter",
              "check.fastInterval", "fastinter",
              "check.downInterval", "downinter",
              "check.rise", "rise",
              "check.fall", "fall",
              "check.initial", "init-state"));

  /** What failed connections of clients count for. */
  private static final List<String> OBSERVE =
      List.of("check.observe", "check.errorLimit", "check.onError");

  /** Most connections of one server. */
  static final String SERVER_CONNECTIONS = "maxServerConnections";

  private final ImportedSettings settings = new ImportedSettings();
  private final ImportedSettings global;
  private final CfgOutcomes outcomes;

  PairSettings(ImportedSettings global, CfgOutcomes outcomes) {
    this.global = global;
    this.outcomes = outcomes;
    settings.putAll(global);
    LogDirectives.KEYS.forEach(settings::remove);
  }

  /** {@return the settings} */
  List<ImportedSetting> all() {
    return List.copyOf(settings.all());
  }

  void mode(boolean routeOnly) {
    settings.put(new ImportedSetting("mode", routeOnly ? "RouteOnly" : "Promote", 0));
  }

  /** Takes what the section says where clients connect. */
  void clients(ProxyDraft front) {
    settings.copy(front.settings(), "timeouts.client", "timeouts.client");
    settings.copy(front.settings(), "timeouts.clientFin", "timeouts.clientFin");
    settings.copy(front.settings(), "timeouts.keepAlive", "timeouts.keepAlive");
    settings.copy(front.settings(), "accessLog.skipEmpty", "accessLog.skipEmpty");
    ImportedSettings target = logTarget(front.settings());
    LogDirectives.KEYS.forEach(key -> settings.copy(target, key, key));
    logTag(front);
    ClientAddresses.take(front, settings, outcomes);
    front
        .binds()
        .forEach(bind ->
            settings.copy(bind.settings(), "timeouts.unacknowledged", "timeouts.unacknowledged"));
    connections(front);
  }

  /** A target of the section, or that of global, of which the one that takes sessions counts. */
  private ImportedSettings logTarget(ImportedSettings own) {
    boolean asGlobal = own.get(LogDirectives.AS_GLOBAL).isPresent();
    boolean globalIsBetter =
        LogDirectives.takesSessions(global) && !LogDirectives.takesSessions(own);
    boolean none = own.get(LogDirectives.ADDRESS).isEmpty();
    return asGlobal && (none || globalIsBetter) ? global : own;
  }

  /** Also that of global, for a target of its own; without a target no file has a name. */
  private void logTag(ProxyDraft front) {
    settings.remove(LogDirectives.TAG);
    settings
        .get(LogDirectives.ADDRESS)
        .ifPresent(target ->
            settings.put(
                front
                    .settings()
                    .get(LogDirectives.TAG)
                    .or(() -> global.get(LogDirectives.TAG))
                    .orElseGet(() ->
                        new ImportedSetting(
                            LogDirectives.TAG, LogDirectives.USUAL_TAG, target.line()))));
  }

  /** Of all that limit the number of clients the least one counts. */
  private void connections(ProxyDraft front) {
    Stream.concat(
            Stream.of(global, front.settings()), front.binds().stream().map(BindDraft::settings))
        .flatMap(limits -> limits.get(CONNECTIONS).stream())
        .min(Comparator.comparingInt(PairSettings::number))
        .ifPresent(least -> {
          settings.put(least);
          if (number(least) < USUAL_HELD) {
            settings.put(new ImportedSetting("hold.max", least.value(), least.line()));
          }
        });
  }

  private static int number(ImportedSetting setting) {
    return Integer.parseInt(setting.value());
  }

  /** Takes the section with the servers. */
  void servers(ProxyDraft back) {
    for (String key :
        List.of(
            "timeouts.connect",
            "timeouts.server",
            "timeouts.keepAlive",
            "timeouts.serverFin",
            "check.timeout",
            "hold.timeout")) {
      settings.copy(back.settings(), key, key);
    }
    settings.copy(back.settings(), "tunnel", "timeouts.client");
    settings.copy(back.settings(), "tunnel", "timeouts.server");
    if (settings.get(LogDirectives.ADDRESS).isPresent()) {
      settings.copy(back.settings(), LogDirectives.HEALTH_CHECKS, LogDirectives.HEALTH_CHECKS);
    }
    CheckRules.translate(back, settings, outcomes);
    if (back.isHttp()) {
      outcomes.error(
          back.modeLine(),
          "mode",
          "Redis needs `mode tcp`; set it in " + back.section().title() + ".");
    }
    List<ServerDraft> servers = back.servers();
    if (servers.size() != 2) {
      outcomes.error(
          servers.isEmpty() ? back.section().line() : servers.getLast().line(),
          "server",
          "%s has %d servers; keep two, which become Master and Backup."
              .formatted(back.section().title(), servers.size()));
      return;
    }
    int first = servers.get(0).isBackup() && !servers.get(1).isBackup() ? 1 : 0;
    both(servers.get(first), servers.get(1 - first));
  }

  private void both(ServerDraft master, ServerDraft backup) {
    server("servers.master", master);
    server("servers.backup", backup);
    if (!backup.isBackup()) {
      outcomes.explained(
          backup.line(),
          "server",
          "Clients go to one server at a time; this one is Backup, although it lacks `backup`.");
    }
    settings.copy(master.settings(), "check.interval", "check.interval");
    if (settings.get("check.interval").isEmpty()) {
      settings.put(new ImportedSetting("check.interval", "2s", 0));
    }
    SHARED.forEach((key, parameter) -> {
      settings.copy(master.settings(), key, key);
      boolean same = value(master, key).equals(value(backup, key));
      if (!same) {
        outcomes.error(
            backup.line(),
            "server " + parameter,
            "The servers differ in `" + parameter + "`; use one value for both.");
      }
    });
    observation(master, backup);
    for (ServerDraft server : List.of(backup, master)) {
      settings.copy(server.settings(), "timeouts.unacknowledged", "timeouts.unacknowledged");
      settings.copy(
          server.settings(),
          "routeOnly.shutdownSessionsOnDown",
          "routeOnly.shutdownSessionsOnDown");
    }
    Stream.of(master, backup)
        .flatMap(server -> server.settings().get(SERVER_CONNECTIONS).stream())
        .filter(limit -> number(limit) > 0)
        .min(Comparator.comparingInt(PairSettings::number))
        .ifPresent(settings::put);
    settings.copy(
        master.settings(),
        "routeOnly.shutdownBackupSessionsOnUp",
        "routeOnly.shutdownBackupSessionsOnUp");
  }

  /** One rule counts for both; a rule without {@code observe} has no effect in HAProxy either. */
  private void observation(ServerDraft master, ServerDraft backup) {
    List<ServerDraft> observed =
        Stream.of(master, backup)
            .filter(server -> server.settings().get(OBSERVE.getFirst()).isPresent())
            .toList();
    if (observed.isEmpty()) {
      return;
    }
    OBSERVE.forEach(key -> settings.copy(observed.getFirst().settings(), key, key));
    boolean same = OBSERVE.stream().allMatch(key -> value(master, key).equals(value(backup, key)));
    if (!same) {
      outcomes.explained(
          observed.getFirst().line(),
          "server observe",
          "`observe`, `error-limit` and `on-error` of this server count for both.");
    }
  }

  private static Optional<String> value(ServerDraft server, String key) {
    return server.settings().get(key).map(ImportedSetting::value);
  }

  private void server(String key, ServerDraft server) {
    SocketAddress address = server.address();
    settings.put(new ImportedSetting(key + ".host", address.host(), server.line()));
    settings.put(
        new ImportedSetting(key + ".port", Integer.toString(address.port()), server.line()));
  }

  /** Takes the section of the statistics page. */
  void page(ProxyDraft page) {
    page.statistics().all().stream()
        .filter(setting -> !StatsUsers.owns(setting))
        .forEach(settings::put);
    StatsUsers.settle(page.statistics(), settings, outcomes);
    ClientAddresses.ofThePage(page, settings, outcomes);
  }

  /** The file has no page, so none is served. */
  void noPage() {
    settings.put(new ImportedSetting("stats.enabled", "off", 0));
  }

  /** Keeps the files and the page of several pairs apart. */
  void nameAs(String name, int index) {
    String safe = PairFiles.safe(name);
    settings.put(new ImportedSetting("name", safe, 0));
    settings.put(new ImportedSetting("recordFile", safe + "-record.json", 0));
    settings.put(new ImportedSetting("markerKeyFile", safe + "-marker-key", 0));
    settings
        .get("stats.port")
        .filter(port -> index > 0)
        .ifPresent(port ->
            settings.put(
                new ImportedSetting(
                    "stats.port", Integer.toString(number(port) + index), port.line())));
    if (index > 0) {
      sockets(safe, index);
    }
  }

  private void sockets(String name, int index) {
    for (ImportedSetting setting : all()) {
      boolean socket = setting.key().startsWith("runtimeApi.sockets[");
      if (socket && setting.key().endsWith("].path")) {
        settings.put(
            new ImportedSetting(setting.key(), setting.value() + "." + name, setting.line()));
      } else if (socket && setting.key().endsWith("].port")) {
        settings.put(
            new ImportedSetting(
                setting.key(), Integer.toString(number(setting) + index), setting.line()));
      }
    }
  }
}
