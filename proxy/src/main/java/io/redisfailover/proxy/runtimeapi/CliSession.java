package io.redisfailover.proxy.runtimeapi;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers the commands of one connection, one after another. Pure but for what commands do. */
final class CliSession {
  private static final String HELP = "help";
  private static final String PROMPT = "prompt";
  private static final String QUIT = "quit";

  private final CommandTable commands;
  private final RuntimeAudit audit;
  private final String from;
  private CliState state;

  /**
   * A connection that has sent nothing.
   *
   * @param commands what it may send
   * @param state what it is allowed
   * @param audit logs what it changes
   * @param from who sends, for the log
   */
  CliSession(CommandTable commands, CliState state, RuntimeAudit audit, String from) {
    this.commands = commands;
    this.audit = audit;
    this.from = from;
    this.state = state;
  }

  /** {@return what the connection remembers} */
  CliState state() {
    return state;
  }

  /** {@return the answer to one command; one is asked after the other has been answered} */
  CompletionStage<CliReply> answer(String command) {
    CommandCall call = new CommandCall(CliWords.of(command), state);
    return reply(call)
        .thenApply(reply -> {
          state = reply.next();
          return reply;
        });
  }

  private CompletionStage<CliReply> reply(CommandCall call) {
    return switch (call.word(0)) {
      case HELP -> call.now(commands.help().help(call.words().from(1)));
      case PROMPT -> call.now(state.withPrompt(!state.prompt()));
      case QUIT -> CompletableFuture.completedFuture(new CliReply("", state, true));
      default -> known(call);
    };
  }

  private CompletionStage<CliReply> known(CommandCall call) {
    Optional<RuntimeCommand> found = commands.find(call.words());
    if (found.isEmpty()) {
      return call.now(commands.help().unknown(call.words().all()));
    }
    RuntimeCommand command = found.get();
    if (!call.may(command.level())) {
      audit.denied(from, command, call);
      return call.denied();
    }
    return command
        .answer()
        .to(call)
        .thenApply(reply -> {
          audit.answered(from, command, call, reply);
          return reply;
        });
  }
}
