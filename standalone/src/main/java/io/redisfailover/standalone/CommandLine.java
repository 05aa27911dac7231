package io.redisfailover.standalone;

import io.redisfailover.failover.view.Node;
import io.redisfailover.standalone.operations.PersonRequest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What was asked for on the command line. */
sealed interface CommandLine {
  /** The text of {@code --help}. */
  String USAGE =
      """
      usage: standalone --config FILE [--check | --status [--json] | --switchover SERVER | --promote SERVER]
        --config FILE        run proxy and controller as FILE says
        --check              only say whether FILE is right; starts nothing and asks no server
        --status             say how the running controller of FILE sees both servers
        --json               with --status: one JSON object
        --switchover SERVER  ask it for a planned switch to Master or Backup, and wait for the end
        --promote SERVER     answer its question with Master or Backup: those data go on
        --version            print the version
        --help               print this

      Exit codes: 0 ended as asked, 1 could not start, refused or failed, 2 wrong command line or file.
      Signals: SIGTERM and SIGINT accept no more clients, wait for those that are there
      (timeouts.drain), and end the process. docs/configuration.md lists every key.\
      """;

  /** What may follow the file. */
  Set<String> KNOWN = Set.of("--check", "--status", "--json", "--switchover", "--promote");

  /** Run as the file says. */
  record Run(Path file) implements CommandLine {}

  /** Ask the process that runs as the file says. */
  record Ask(Path file, PersonRequest request) implements CommandLine {}

  /** Only read the file. */
  record Check(Path file) implements CommandLine {}

  /** Print the usage. */
  record Help() implements CommandLine {}

  /** Print the version. */
  record PrintVersion() implements CommandLine {}

  /** Not understood; the sentence says why. */
  record Wrong(String sentence) implements CommandLine {}

  /** {@return what the arguments ask for} */
  static CommandLine parse(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      return new Help();
    }
    if (arguments.equals(List.of("--version"))) {
      return new PrintVersion();
    }
    int config = arguments.indexOf("--config");
    if (config < 0) {
      return new Wrong("There is no --config FILE.");
    }
    if (config + 1 >= arguments.size()) {
      return new Wrong("There is no file after --config.");
    }
    Path file;
    try {
      file = Path.of(arguments.get(config + 1));
    } catch (InvalidPathException unusable) {
      return new Wrong(
          "What stands after --config is no path ("
              + unusable.getReason()
              + "). If it has letters"
              + " beyond ASCII, set LC_ALL=C.UTF-8.");
    }
    List<String> rest =
        IntStream.range(0, arguments.size())
            .filter(i -> i != config && i != config + 1)
            .mapToObj(arguments::get)
            .toList();
    return parse(file, rest);
  }

  private static CommandLine parse(Path file, List<String> rest) {
    if (rest.isEmpty()) {
      return new Run(file);
    }
    if (rest.equals(List.of("--check"))) {
      return new Check(file);
    }
    if (rest.contains("--status") && Set.of("--status", "--json").containsAll(rest)) {
      return new Ask(file, new PersonRequest.Status(rest.contains("--json")));
    }
    String first = rest.getFirst();
    if (rest.size() <= 2 && first.equals("--switchover")) {
      return server(rest, node -> new Ask(file, new PersonRequest.Switchover(node)));
    }
    if (rest.size() <= 2 && first.equals("--promote")) {
      return server(rest, node -> new Ask(file, new PersonRequest.Promote(node)));
    }
    return new Wrong(
        KNOWN.contains(first)
            ? "These do not go together: " + String.join(" ", rest) + "."
            : "There is no option " + String.join(" ", rest) + ".");
  }

  private static CommandLine server(List<String> rest, Function<Node, CommandLine> meaning) {
    return Arrays.stream(Node.values())
        .filter(node -> rest.size() == 2 && node.displayName().equalsIgnoreCase(rest.get(1)))
        .findFirst()
        .map(meaning)
        .orElseGet(() -> new Wrong("Write Master or Backup after " + rest.getFirst() + "."));
  }
}
