package io.redisfailover.proxy.runtimeapi;

import io.redisfailover.proxy.config.RuntimeApiSettings;
import io.redisfailover.proxy.config.RuntimeLevel;
import io.redisfailover.proxy.relay.OpenSession;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that look. */
final class ReadCommands {
  private static final String NO_BACKEND = "Can't find backend.\n";

  /** HAProxy's word for its own connections, which are not listed here; accepted and ignored. */
  private static final String ALL = "all";

  private static final long MICROS_PER_SECOND = 1_000_000;

  private final RuntimeView view;

  ReadCommands(RuntimeView view) {
    this.view = view;
  }

  /** {@return them} */
  List<RuntimeCommand> all() {
    return Stream.of(process(), counters(), connections()).flatMap(List::stream).toList();
  }

  private List<RuntimeCommand> process() {
    return List.of(
        user(
            "show activity",
            "",
            "show per-thread activity stats (for support/developers)",
            call -> call.now(activity())),
        user(
            "show cli level",
            "",
            "display the level of the current CLI session",
            call -> call.now(call.state().level() + "\n")),
        user("show cli sockets", "", "dump list of cli sockets", call -> call.now(sockets())),
        user(
            "show info",
            "[desc|json|typed|float]*",
            "report information about the running process",
            call -> call.now(info(call))),
        user(
            "show version",
            "",
            "show version of the current process",
            call -> call.now(status().version() + "\n")));
  }

  private List<RuntimeCommand> counters() {
    return List.of(
        user(
            "show backend",
            "",
            "list backends in the current running config",
            call -> call.now("# name\n" + status().frontend().name() + "\n")),
        user(
            "show servers conn",
            "[<backend>]",
            "dump server connections status (all or for a single backend)",
            call -> call.now(servers(call, ServersText::connections))),
        user(
            "show servers state",
            "[<backend>]",
            "dump volatile server information (all or for a single backend)",
            call -> call.now(servers(call, ServersText::state))),
        user(
            "show stat",
            "[desc|json|no-maint|typed|up]*",
            "report counters for each proxy and server",
            call -> call.now(StatText.of(call, status()))));
  }

  private List<RuntimeCommand> connections() {
    return List.of(
        RuntimeCommand.of(
            RuntimeLevel.OPERATOR,
            "show errors",
            "[<px>] [request|response]",
            "report last request and/or response errors for each proxy",
            call -> call.now(SessionText.errors(status().at(), view.zone()))),
        RuntimeCommand.of(
            RuntimeLevel.OPERATOR,
            "show sess",
            "[id]",
            "report the list of current sessions or dump this exact session",
            this::sessions));
  }

  private static RuntimeCommand user(
      String name, String arguments, String meaning, RuntimeCommand.Answer answer) {
    return RuntimeCommand.of(RuntimeLevel.USER, name, arguments, meaning, answer);
  }

  private StatusSnapshot status() {
    return view.status().snapshot();
  }

  private String info(CommandCall call) {
    List<String> options = call.words().from(2);
    if (options.contains("typed")) {
      return InfoText.typed(status(), view.process());
    }
    return options.contains("json")
        ? InfoText.json(status(), view.process())
        : InfoText.plain(status(), view.process());
  }

  private String servers(CommandCall call, Function<StatusSnapshot, String> text) {
    StatusSnapshot status = status();
    String backend = call.word(3);
    return backend.isEmpty() || backend.equals(status.frontend().name())
        ? text.apply(status)
        : NO_BACKEND;
  }

  private CompletionStage<CliReply> sessions(CommandCall call) {
    String wanted = call.word(2);
    return view.sessions().list().thenApply(sessions -> call.reply(sessions(wanted, sessions)));
  }

  private String sessions(String wanted, List<OpenSession> sessions) {
    if (wanted.isEmpty()) {
      return SessionText.list(sessions, status());
    }
    OptionalLong id = CommandArguments.session(wanted);
    List<OpenSession> found =
        wanted.equals(ALL)
            ? sessions
            : sessions.stream()
                .filter(session -> id.isPresent() && id.getAsLong() == session.id())
                .toList();
    if (found.isEmpty() && !wanted.equals(ALL)) {
      return "Session not found.\n";
    }
    StatusSnapshot status = status();
    return found.stream()
        .map(session -> SessionText.whole(session, status, view.zone()))
        .collect(Collectors.joining());
  }

  private String activity() {
    StatusSnapshot status = status();
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, status.at());
    return "thread_id: 1 (1..%d)\ndate_now: %d.%06d\naccepted: %d\n"
        .formatted(
            view.eventLoops(),
            micros / MICROS_PER_SECOND,
            micros % MICROS_PER_SECOND,
            status.frontend().traffic().sessions().total());
  }

  private String sockets() {
    return view.settings().sockets().stream()
        .map(socket -> address(socket) + " " + socket.level() + " all\n")
        .collect(Collectors.joining("", "# socket lvl processes\n", ""));
  }

  private static String address(RuntimeApiSettings.Socket socket) {
    return switch (socket) {
      case RuntimeApiSettings.UnixSocket unix -> "unix@" + unix.path();
      case RuntimeApiSettings.TcpSocket tcp ->
          "ipv4@" + tcp.address().getAddress().getHostAddress() + ":" + tcp.address().getPort();
    };
  }
}
