package io.redisfailover.configuration.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One section of the kinds listen, frontend, backend or defaults, as it is read. For one thread.
 */
final class ProxyDraft {
  /** What checks the servers. */
  enum Check {
    /** To connect is all. */
    CONNECT,
    /** The rules of the file. */
    RULES,
    /** PING. */
    REDIS
  }

  /**
   * A line that names a section with servers.
   *
   * @param line where it stands
   * @param directive what it begins with
   * @param to the name
   */
  record Lead(int line, String directive, String to) {}

  private static final String DEFAULT_BACKEND = "default_backend";
  private static final String USE_BACKEND = "use_backend";

  private final CfgSection section;
  private final CfgOutcomes outcomes;
  private final ImportedSettings settings = new ImportedSettings();
  private final ImportedSettings statistics = new ImportedSettings();
  private final List<BindDraft> binds = new ArrayList<>();
  private final List<ServerDraft> servers = new ArrayList<>();
  private final List<CfgArguments> serverDefaults = new ArrayList<>();
  private final List<CfgLine> rules = new ArrayList<>();
  private final List<Lead> leads = new ArrayList<>();
  private Check check = Check.CONNECT;
  private int checkLine;
  private int modeLine;
  private boolean http;
  private boolean inherited;
  private boolean rulesFollow;

  ProxyDraft(CfgSection section, CfgOutcomes outcomes) {
    this.section = section;
    this.outcomes = outcomes;
  }

  /** Says whether what comes next stands in a {@code defaults} section. */
  void inherits(boolean inherits) {
    inherited = inherits;
    rulesFollow = false;
  }

  void mode(CfgArguments in) throws CfgException {
    String mode = in.one();
    if (!List.of("tcp", "http").contains(mode)) {
      throw new CfgException("The mode is neither tcp nor http; use tcp.");
    }
    http = mode.equals("http");
    modeLine = in.line();
  }

  void bind(CfgArguments in) throws CfgException {
    if (in.values().isEmpty()) {
      throw new CfgException("The address is missing; add one, such as :6379.");
    }
    List<String> words = in.values();
    for (String address : words.getFirst().split(",", -1)) {
      BindDraft bind =
          new BindDraft(SocketAddress.parse(address), in.line(), new ImportedSettings());
      Parameters.applyAll(BindParameters.TABLE, "bind", rest(in, 1), bind, outcomes);
      binds.add(bind);
    }
  }

  void server(CfgArguments in) throws CfgException {
    if (inherited || in.values().size() < 2) {
      throw new CfgException("Set a name and an address, in a section with the servers.");
    }
    ServerDraft server =
        new ServerDraft(in.values().get(0), SocketAddress.parse(in.values().get(1)), in.line());
    for (CfgArguments defaults : serverDefaults) {
      Parameters.applyAll(ServerParameters.TABLE, "default-server", defaults, server, outcomes);
    }
    Parameters.applyAll(ServerParameters.TABLE, "server", rest(in, 2), server, outcomes);
    Optional<ServerDraft> same =
        servers.stream().filter(other -> other.name().equals(server.name())).findFirst();
    if (same.isPresent()) {
      throw new CfgException(
          "The server of line " + same.get().line() + " has the same name; rename one.");
    }
    servers.add(server);
  }

  void serverDefaults(CfgArguments in) {
    serverDefaults.add(in);
  }

  void defaultBackend(CfgArguments in) throws CfgException {
    Lead lead = new Lead(in.line(), DEFAULT_BACKEND, in.one());
    leads.removeIf(before -> before.directive().equals(DEFAULT_BACKEND));
    leads.add(lead);
  }

  void useBackend(CfgArguments in) throws CfgException {
    if (!in.values().isEmpty()) {
      leads.add(new Lead(in.line(), USE_BACKEND, in.values().getFirst()));
    }
    if (in.values().size() > 1) {
      throw new CfgException(
          "There is one pair of servers, so no condition chooses among them; remove the condition,"
              + " or the line.");
    }
    String unused = in.one();
  }

  void check(Check kind, int line) {
    check = kind;
    checkLine = line;
  }

  /** The rules of a section replace those of the sections that it inherits from. */
  void rule(CfgArguments in) throws CfgException {
    if (in.values().isEmpty()) {
      throw new CfgException("The rule is empty; use connect, send or expect.");
    }
    if (!rulesFollow) {
      rules.clear();
      rulesFollow = true;
    }
    rules.add(new CfgLine(in.line(), in.values()));
  }

  private static CfgArguments rest(CfgArguments in, int from) {
    return new CfgArguments(in.line(), in.values().subList(from, in.values().size()));
  }

  CfgSection section() {
    return section;
  }

  ImportedSettings settings() {
    return settings;
  }

  /** {@return what it says of a statistics page} */
  ImportedSettings statistics() {
    return statistics;
  }

  List<BindDraft> binds() {
    return binds;
  }

  List<ServerDraft> servers() {
    return servers;
  }

  List<CfgLine> rules() {
    return rules;
  }

  /** {@return every line that names a section with servers, used or not} */
  List<Lead> leads() {
    return leads;
  }

  /** {@return the one that counts: the first {@code use_backend}, or {@code default_backend}} */
  Optional<Lead> backend() {
    return leads.stream()
        .filter(lead -> lead.directive().equals(USE_BACKEND))
        .findFirst()
        .or(() -> leads.stream().findFirst());
  }

  Check check() {
    return check;
  }

  /** {@return where the kind of check is set; 0 for nowhere} */
  int checkLine() {
    return checkLine;
  }

  boolean isHttp() {
    return http;
  }

  /** {@return where the mode is set, or where the section begins} */
  int modeLine() {
    return modeLine > 0 ? modeLine : section.line();
  }

  /** {@return whether it serves the statistics page} */
  boolean isStatistics() {
    return http && statistics.get("stats.enabled").isPresent() && !binds.isEmpty();
  }
}
