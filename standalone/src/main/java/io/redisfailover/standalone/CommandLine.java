package io.redisfailover.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** What was asked for on the command line. */
sealed interface CommandLine {
  /** The text of {@code --help}. */
  String USAGE =
      """
      usage: standalone --config FILE [--check]
        --config FILE  run proxy and controller as FILE says
        --check        only say whether FILE is right; starts nothing and asks no server
        --version      print the version
        --help         print this

      Exit codes: 0 ended as asked, 1 could not start or failed, 2 wrong command line or wrong file.
      Signals: SIGTERM and SIGINT accept no more clients, wait for those that are there
      (timeouts.drain), and end the process. docs/configuration.md lists every key.\
      """;

  /** Run as the file says. */
  record Run(Path file) implements CommandLine {}

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
    Path file = Path.of(arguments.get(config + 1));
    List<String> rest =
        IntStream.range(0, arguments.size())
            .filter(i -> i != config && i != config + 1)
            .mapToObj(arguments::get)
            .toList();
    if (rest.isEmpty()) {
      return new Run(file);
    }
    return rest.equals(List.of("--check"))
        ? new Check(file)
        : new Wrong("There is no option " + String.join(" ", rest) + ".");
  }
}
