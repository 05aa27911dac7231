package io.redisfailover.proxy.runtimeapi;

import java.util.List;
import java.util.stream.Stream;

/** Every command of the runtime API. */
final class RuntimeCommands {
  private RuntimeCommands() {}

  /** {@return them, for a process} */
  static CommandTable table(RuntimeView view) {
    return new CommandTable(
        Stream.of(
                new ReadCommands(view).all(),
                ConnectionCommands.all(),
                new ProcessCommands(view).all(),
                new ServerCommands(view).all())
            .flatMap(List::stream)
            .toList());
  }
}
