package io.redisfailover.proxy.runtimeapi;

import java.util.List;
import java.util.Optional;

/** Every command that a connection may send, beside {@code help}, {@code prompt} and quit. */
final class CommandTable {
  private final List<RuntimeCommand> all;
  private final CommandHelp help;

  CommandTable(List<RuntimeCommand> all) {
    this.all = List.copyOf(all);
    this.help =
        new CommandHelp(
            all.stream()
                .map(command -> new CommandHelp.Entry(command.words(), command.usage()))
                .toList());
  }

  /** {@return the command that these words begin with; absent when there is none} */
  Optional<RuntimeCommand> find(CliWords words) {
    return all.stream().filter(command -> words.beginsWith(command.words())).findFirst();
  }

  /** {@return every command} */
  List<RuntimeCommand> all() {
    return all;
  }

  /** {@return its help} */
  CommandHelp help() {
    return help;
  }
}
