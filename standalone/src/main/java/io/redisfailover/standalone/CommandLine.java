package io.redisfailover.standalone;

import io.redisfailover.configuration.haproxy.HaproxyFile;
import io.redisfailover.configuration.yaml.Similar;
import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.failover.model.Server;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What was asked for on the command line. */
sealed interface CommandLine {
  /** The text of {@code --help}. */
  String USAGE =
      """
      usage: standalone --config FILE [--check | --status [--json] | --switchover SERVER | --keep-data-of SERVER | --reload]
        --config FILE          run the proxy and the controller that FILE configures
        --check                validate FILE and the secret files that it names; starts nothing and contacts no server
        --status               print how the running controller of FILE sees both servers
        --json                 with --status: print one JSON object
        --switchover SERVER    switch over to Master or Backup, and wait for the outcome
        --keep-data-of SERVER  decide whose data is kept, Master's or Backup's; the other server's is discarded
        --reload               have the running process of FILE read it anew, and print what it applied

      usage: standalone --haproxy-cfg FILE [--check] [--route-only] [--lenient]
             standalone --haproxy-cfg FILE [--status [--json] | --switchover SERVER | --keep-data-of SERVER | --reload]
             standalone convert FILE [--into FOLDER] [--route-only] [--lenient]
        --haproxy-cfg FILE     run the haproxy.cfg FILE in Promote; docs/from-haproxy.md has its directives
        convert FILE           print the haproxy.cfg FILE as a file for --config
        --into FOLDER          write it into FOLDER instead, with its passwords in files of mode 0600;
                               of several pairs of servers, a file for each
        --route-only           route as HAProxy does, and change no server
        --lenient              leave out unknown directives with a warning

        --version              print the version
        --help                 print this text

      Exit codes: 0 done, 1 could not start, refused or failed, 2 wrong command line or file.
      Signals: SIGTERM and SIGINT stop accepting clients, wait for open sessions
      (timeouts.drain), and end the process. SIGHUP reads FILE anew, as --reload does.
      docs/configuration.md lists every key.\
      """;

  /** Reads the file anew. */
  String RELOAD = "--reload";

  /** What may follow the file. */
  Set<String> KNOWN =
      Set.of("--config", "--check", "--status", "--json", "--switchover", "--keep-data-of", RELOAD);

  /** Run as the file says. */
  record Run(Path file) implements CommandLine {}

  /** Print the status of the running controller, as one JSON object or as text. */
  record Status(Path file, boolean json) implements CommandLine {}

  /** Send a request to the running controller. */
  record Ask(Path file, ControllerRequest request) implements CommandLine {}

  /** Have the running process read the file anew. */
  record Reload(Path file) implements CommandLine {}

  /** Have the running process read HAProxy's file anew. */
  record ReloadImported(Path file) implements CommandLine {}

  /** Only read the file. */
  record Check(Path file) implements CommandLine {}

  /** Run HAProxy's file. */
  record RunImported(Path file, HaproxyFile.Options options) implements CommandLine {}

  /** Only read HAProxy's file. */
  record CheckImported(Path file, HaproxyFile.Options options) implements CommandLine {}

  /** Print the status of the running controller of HAProxy's file. */
  record StatusImported(Path file, boolean json) implements CommandLine {}

  /** Send a request to the running controller of HAProxy's file. */
  record AskImported(Path file, ControllerRequest request) implements CommandLine {}

  /** Convert HAProxy's file, into a folder or to the standard output. */
  record Convert(Path file, HaproxyFile.Options options, Optional<Path> folder)
      implements CommandLine {}

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
    if (HaproxyCommandLine.isMeant(arguments)) {
      return HaproxyCommandLine.parse(arguments);
    }
    Optional<String> unknown =
        arguments.stream()
            .filter(word -> word.startsWith("--") && !KNOWN.contains(word))
            .findFirst();
    if (unknown.isPresent()) {
      return new Wrong(unknown(unknown.get()));
    }
    int config = arguments.indexOf("--config");
    if (config < 0) {
      return new Wrong("--config FILE is missing.");
    }
    if (config != arguments.lastIndexOf("--config")) {
      return new Wrong("--config stands there twice; name one file.");
    }
    if (config + 1 >= arguments.size()) {
      return new Wrong("--config needs a file.");
    }
    List<String> rest =
        IntStream.range(0, arguments.size())
            .filter(i -> i != config && i != config + 1)
            .mapToObj(arguments::get)
            .toList();
    return withPath("--config", arguments.get(config + 1), file -> parse(file, rest));
  }

  /** {@return what follows from a path, or why it is none} */
  static CommandLine withPath(String option, String path, Function<Path, CommandLine> meaning) {
    try {
      return meaning.apply(Path.of(path));
    } catch (InvalidPathException unusable) {
      return new Wrong(
          option
              + ": not a valid path ("
              + unusable.getReason()
              + "); if it has letters"
              + " beyond ASCII, set LC_ALL=C.UTF-8.");
    }
  }

  private static CommandLine parse(Path file, List<String> rest) {
    if (rest.isEmpty()) {
      return new Run(file);
    }
    if (rest.equals(List.of("--check"))) {
      return new Check(file);
    }
    if (rest.equals(List.of(RELOAD))) {
      return new Reload(file);
    }
    return asked(rest, json -> new Status(file, json), request -> new Ask(file, request))
        .orElseGet(() -> new Wrong(wrong(rest)));
  }

  /**
   * {@return what is asked of a running process; absent when the words ask nothing of one}
   *
   * @param rest the arguments without the file
   * @param status what to print the status is, as JSON or not
   * @param request what a request is
   */
  static Optional<CommandLine> asked(
      List<String> rest,
      Function<Boolean, CommandLine> status,
      Function<ControllerRequest, CommandLine> request) {
    if (rest.contains("--status") && Set.of("--status", "--json").containsAll(rest)) {
      return Optional.of(status.apply(rest.contains("--json")));
    }
    if (rest.isEmpty() || rest.size() > 2) {
      return Optional.empty();
    }
    return switch (rest.getFirst()) {
      case "--switchover" ->
          Optional.of(
              server(rest, server -> request.apply(new ControllerRequest.Switchover(server))));
      case "--keep-data-of" ->
          Optional.of(
              server(rest, server -> request.apply(new ControllerRequest.KeepDataOf(server))));
      default -> Optional.empty();
    };
  }

  private static String wrong(List<String> rest) {
    if (!rest.getFirst().startsWith("--")) {
      return unknown(rest.getFirst());
    }
    return rest.size() == 1
        ? rest.getFirst() + " needs --status."
        : "These options cannot be combined: " + String.join(" ", rest) + ".";
  }

  private static String unknown(String word) {
    return Similar.to(word, KNOWN)
        .map(meant -> "Unknown option " + word + "; did you mean " + meant + "?")
        .orElse("Unknown option " + word + ".");
  }

  private static CommandLine server(List<String> rest, Function<Server, CommandLine> meaning) {
    return Arrays.stream(Server.values())
        .filter(server -> rest.size() == 2 && server.displayName().equalsIgnoreCase(rest.get(1)))
        .findFirst()
        .map(meaning)
        .orElseGet(() -> new Wrong(rest.getFirst() + " needs Master or Backup."));
  }
}
