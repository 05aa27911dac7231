package io.redisfailover.proxy.runtimeapi;

import io.redisfailover.proxy.config.RuntimeLevel;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One command.
 *
 * @param words the words that it begins with
 * @param level what its connection must be allowed
 * @param form how it is written, for the help
 * @param meaning what it does, for the help: HAProxy's words where it is HAProxy's command
 * @param answer answers it
 */
record RuntimeCommand(
    List<String> words, RuntimeLevel level, String form, String meaning, Answer answer) {
  /** Answers a command. Called on the event loop of the API; must not block. */
  @FunctionalInterface
  interface Answer {
    CompletionStage<CliReply> to(CommandCall call);
  }

  RuntimeCommand {
    words = List.copyOf(words);
  }

  /**
   * {@return a command}
   *
   * @param level what its connection must be allowed
   * @param name the words that it begins with
   * @param arguments what follows these, for the help; may be empty
   * @param meaning what it does
   * @param answer answers it
   */
  static RuntimeCommand of(
      RuntimeLevel level, String name, String arguments, String meaning, Answer answer) {
    String form = arguments.isEmpty() ? name : name + " " + arguments;
    return new RuntimeCommand(List.of(name.split(" ", -1)), level, form, meaning, answer);
  }

  /** {@return whether it may change something that others see} */
  boolean changes() {
    return level == RuntimeLevel.ADMIN || words.getFirst().equals("clear");
  }

  /** {@return its line in the help} */
  String usage() {
    return usage(form, meaning);
  }

  static String usage(String form, String meaning) {
    return "  %-40s: %s%n".formatted(form, meaning).replace("\r\n", "\n");
  }
}
