package io.redisfailover.proxy.runtimeapi;

import io.redisfailover.proxy.config.RuntimeLevel;
import io.redisfailover.proxy.relay.OpenSession;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** The commands that change sessions, counters and limits of the process. */
final class ProcessCommands {
  private final RuntimeView view;

  ProcessCommands(RuntimeView view) {
    this.view = view;
  }

  /** {@return them} */
  List<RuntimeCommand> all() {
    return List.of(
        RuntimeCommand.of(
            RuntimeLevel.OPERATOR,
            "clear counters",
            "[all]",
            "clear max statistics counters (or all counters)",
            this::clear),
        RuntimeCommand.of(
            RuntimeLevel.ADMIN,
            "set maxconn frontend",
            "<frontend> <value>",
            "change a frontend's maxconn setting",
            this::frontend),
        RuntimeCommand.of(
            RuntimeLevel.ADMIN,
            "set maxconn global",
            "<value>",
            "change the per-process maxconn setting",
            call -> most(call, call.word(3), "Expects an integer value.\n")),
        RuntimeCommand.of(
            RuntimeLevel.ADMIN,
            "set maxconn server",
            "<bk>/<srv>",
            "change a server's maxconn setting",
            this::server),
        RuntimeCommand.of(
            RuntimeLevel.ADMIN,
            "shutdown session",
            "[id]",
            "kill a specific session",
            this::session),
        RuntimeCommand.of(
            RuntimeLevel.ADMIN,
            "shutdown sessions server",
            "<bk>/<srv>",
            "kill sessions on a server",
            this::sessionsOfServer));
  }

  private CompletionStage<CliReply> clear(CommandCall call) {
    if (!call.word(2).equals("all")) {
      view.administration().clearMaxima();
      return call.now("");
    }
    if (!call.may(RuntimeLevel.ADMIN)) {
      return call.denied();
    }
    view.administration().clearCounters();
    return call.now("");
  }

  private CompletionStage<CliReply> frontend(CommandCall call) {
    String name = call.word(3);
    if (name.isEmpty()) {
      return call.now("A frontend name is expected.\n");
    }
    return name.equals(view.status().snapshot().frontend().name())
        ? most(call, call.word(4), "Integer value expected.\n")
        : call.now("No such frontend.\n");
  }

  /** The servers take each other's place, so that both have one limit. */
  private CompletionStage<CliReply> server(CommandCall call) {
    NamedServer name = NamedServer.parse(call.word(3), view.status().snapshot().frontend().name());
    if (name.server().isEmpty()) {
      return call.now(name.refusal());
    }
    if (call.word(4).isEmpty()) {
      return call.now("Require <maxconn>.\n");
    }
    OptionalInt most = CommandArguments.whole(call.word(4));
    if (most.isEmpty() || most.getAsInt() < 0) {
      return call.now("maxconn string empty or preceded by garbage");
    }
    view.sessions().limitServerConnections(most.getAsInt());
    return call.now("");
  }

  /** Descriptors and memory were measured for the limit of the start: no other one is higher. */
  private CompletionStage<CliReply> most(CommandCall call, String text, String missing) {
    OptionalInt most = CommandArguments.whole(text);
    if (most.isEmpty()) {
      return call.now(missing);
    }
    if (most.getAsInt() < 1 || most.getAsInt() > view.mostSessions()) {
      return call.now("Value out of range.\n");
    }
    view.sessions().limitSessions(most.getAsInt());
    return call.now("");
  }

  private CompletionStage<CliReply> session(CommandCall call) {
    OptionalLong id = CommandArguments.session(call.word(2));
    if (id.isEmpty()) {
      return call.now("Session pointer expected (use 'show sess').\n");
    }
    return end(
        call, session -> session.id() == id.getAsLong(), "No such session (use 'show sess').\n");
  }

  private CompletionStage<CliReply> sessionsOfServer(CommandCall call) {
    NamedServer name = NamedServer.parse(call.word(3), view.status().snapshot().frontend().name());
    return name.server()
        .map(server ->
            view.administration().endSessionsOf(server).thenApply(ended -> call.reply("")))
        .orElseGet(() -> call.now(name.refusal()));
  }

  private CompletionStage<CliReply> end(
      CommandCall call, Predicate<OpenSession> which, String none) {
    return view.sessions().end(which).thenApply(ended -> call.reply(ended == 0 ? none : ""));
  }
}
