package io.redisfailover.proxy.runtimeapi;

import io.redisfailover.proxy.config.RuntimeLevel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The commands that change only the connection that gives them. */
final class ConnectionCommands {
  private ConnectionCommands() {}

  /** {@return them} */
  static List<RuntimeCommand> all() {
    return List.of(
        RuntimeCommand.of(
            RuntimeLevel.OPERATOR,
            "operator",
            "",
            "lower the level of the current CLI session to operator",
            call -> call.now(call.state().withLevel(RuntimeLevel.OPERATOR))),
        RuntimeCommand.of(
            RuntimeLevel.USER,
            "set timeout",
            "[cli] <delay>",
            "change a timeout setting",
            ConnectionCommands::timeout),
        RuntimeCommand.of(
            RuntimeLevel.USER,
            "user",
            "",
            "lower the level of the current CLI session to user",
            call -> call.now(call.state().withLevel(RuntimeLevel.USER))));
  }

  private static CompletionStage<CliReply> timeout(CommandCall call) {
    if (!call.word(2).equals("cli")) {
      return call.now("'set timeout' only supports 'cli'.\n");
    }
    if (call.word(3).isEmpty()) {
      return call.now("Expects an integer value.\n");
    }
    return CommandArguments.delay(call.word(3))
        .filter(Duration::isPositive)
        .map(delay -> call.now(call.state().withTimeout(delay)))
        .orElseGet(() -> call.now("Invalid timeout value.\n"));
  }
}
