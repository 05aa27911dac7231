package io.redisfailover.proxy.runtimeapi;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.admin.Administration;
import io.redisfailover.proxy.admin.Administration.Health;
import io.redisfailover.proxy.config.RuntimeLevel;
import io.redisfailover.proxy.routing.ServerAdmin;
import io.redisfailover.proxy.routing.ServerAdmin.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The commands that change a server. What has no meaning for two servers is refused. */
final class ServerCommands {
  private static final String USAGE =
      "usage: set server <backend>/<server> addr | agent | agent-addr | agent-port | agent-send |"
          + " check-addr | check-port | fqdn | health | ssl | state | weight\n";
  private static final String NO_AGENT = "agent checks are not enabled on this server.\n";
  private static final String RANGE = "Absolute weight can only be between 0 and 256 inclusive.\n";

  /** HAProxy's words, which come without a line end. */
  private static final String NO_WEIGHT = "Empty weight string empty or preceded by garbage";

  /** What {@code set server} refuses, and why. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("agent", NO_AGENT),
          Map.entry("agent-send", NO_AGENT),
          Map.entry("agent-addr", "agent checks are not enabled on this server"),
          Map.entry("agent-port", "agent checks are not enabled on this server"),
          Map.entry(
              "fqdn", "set server <b>/<s> fqdn failed because no resolution is configured.\n"),
          Map.entry(
              "ssl",
              "'set server <srv> ssl' cannot be set.  default-server should define ssl settings\n"),
          Map.entry(
              "addr",
              "The configuration names the servers; set servers.master or servers.backup, and"
                  + " restart.\n"),
          Map.entry(
              "check-addr", "A check goes to the address of its server; it cannot be changed.\n"),
          Map.entry(
              "check-port", "A check goes to the port of its server; it cannot be changed.\n"));

  private static final Map<String, Health> HEALTH =
      Map.of("up", Health.UP, "stopping", Health.STOPPING, "down", Health.DOWN);

  private final RuntimeView view;
  private final Administration administration;

  ServerCommands(RuntimeView view) {
    this.view = view;
    this.administration = view.administration();
  }

  /** {@return them} */
  List<RuntimeCommand> all() {
    return Stream.of(states(), weights(), checks()).flatMap(List::stream).toList();
  }

  private List<RuntimeCommand> states() {
    return List.of(
        admin(
            "disable server (DEPRECATED)",
            "disable a server for maintenance (use 'set server' instead)",
            "disable server",
            call -> on(call, server -> change(call, server, admin -> admin.with(State.MAINT)))),
        admin(
            "enable server  (DEPRECATED)",
            "enable a disabled server (use 'set server' instead)",
            "enable server",
            call -> on(call, server -> change(call, server, admin -> admin.with(State.READY)))),
        admin(
            "set server <bk>/<srv> [opts]",
            "change a server's state, weight, address or ssl",
            "set server",
            call -> on(call, server -> set(call, server))));
  }

  private List<RuntimeCommand> weights() {
    return List.of(
        new RuntimeCommand(
            List.of("get", "weight"),
            RuntimeLevel.USER,
            "get weight <bk>/<srv>",
            "report a server's current weight",
            call ->
                on(
                    call,
                    server -> call.now(administration.of(server).weight() + " (initial 1)\n"))),
        admin(
            "set weight <bk>/<srv>  (DEPRECATED)",
            "change a server's weight (use 'set server' instead)",
            "set weight",
            call -> on(call, server -> weight(call, server, call.word(3)))));
  }

  private List<RuntimeCommand> checks() {
    return List.of(
        admin(
            "disable agent",
            "disable agent checks",
            "disable agent",
            call -> on(call, server -> call.now(""))),
        admin(
            "disable health",
            "disable health checks",
            "disable health",
            call -> on(call, server -> check(call, server, false))),
        admin(
            "enable health",
            "enable health checks",
            "enable health",
            call -> on(call, server -> check(call, server, true))),
        admin(
            "enable agent",
            "enable agent checks",
            "enable agent",
            call ->
                on(
                    call,
                    server ->
                        call.now("Agent was not configured on this server, cannot enable.\n"))));
  }

  private static RuntimeCommand admin(
      String form, String meaning, String name, RuntimeCommand.Answer answer) {
    return new RuntimeCommand(
        List.of(name.split(" ", -1)), RuntimeLevel.ADMIN, form, meaning, answer);
  }

  private interface OnServer {
    CompletionStage<CliReply> answer(Server server);
  }

  private CompletionStage<CliReply> on(CommandCall call, OnServer answer) {
    NamedServer name = NamedServer.parse(call.word(2), view.status().snapshot().frontend().name());
    return name.server().map(answer::answer).orElseGet(() -> call.now(name.refusal()));
  }

  private CompletionStage<CliReply> set(CommandCall call, Server server) {
    String what = call.word(3);
    return switch (what) {
      case "state" -> state(call, server);
      case "health" -> health(call, server);
      case "weight" -> weight(call, server, call.word(4));
      default -> call.now(REFUSED.getOrDefault(what, USAGE));
    };
  }

  private CompletionStage<CliReply> state(CommandCall call, Server server) {
    return State.of(call.word(4))
        .map(state -> change(call, server, admin -> admin.with(state)))
        .orElseGet(
            () -> call.now("'set server <srv> state' expects 'ready', 'drain' and 'maint'.\n"));
  }

  private CompletionStage<CliReply> health(CommandCall call, Server server) {
    Health health = HEALTH.get(call.word(4));
    return health == null
        ? call.now("'set server <srv> health' expects 'up', 'stopping', or 'down'.\n")
        : administration.health(server, health).thenApply(refusal -> outcome(call, refusal));
  }

  private CompletionStage<CliReply> check(CommandCall call, Server server, boolean on) {
    administration.check(server, on);
    return call.now("");
  }

  private CompletionStage<CliReply> weight(CommandCall call, Server server, String text) {
    if (text.isEmpty()) {
      return call.now("Require <weight> or <weight%>.\n");
    }
    OptionalInt percent = CommandArguments.percent(text);
    OptionalInt weight = CommandArguments.whole(text);
    if (percent.isEmpty() && weight.isEmpty()) {
      return call.now(NO_WEIGHT);
    }
    // HAProxy counts from the initial weight, which is 1.
    int wanted = percent.isPresent() ? percent.getAsInt() / 100 : weight.getAsInt();
    return wanted < 0 || wanted > ServerAdmin.MOST_WEIGHT
        ? call.now(RANGE)
        : change(call, server, admin -> admin.withWeight(wanted));
  }

  private CompletionStage<CliReply> change(
      CommandCall call, Server server, UnaryOperator<ServerAdmin> change) {
    return administration.administer(server, change).thenApply(refusal -> outcome(call, refusal));
  }

  private static CliReply outcome(CommandCall call, Optional<String> refusal) {
    return call.reply(refusal.map(words -> words + "\n").orElse(""));
  }
}
