package io.redisfailover.standalone;

import io.redisfailover.configuration.haproxy.HaproxyFile.Options;
import io.redisfailover.standalone.CommandLine.AskImported;
import io.redisfailover.standalone.CommandLine.CheckImported;
import io.redisfailover.standalone.CommandLine.Convert;
import io.redisfailover.standalone.CommandLine.RunImported;
import io.redisfailover.standalone.CommandLine.StatusImported;
import io.redisfailover.standalone.CommandLine.Wrong;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The part of the command line that is about HAProxy's file. */
final class HaproxyCommandLine {
  private static final String RUN = "--haproxy-cfg";
  private static final String CONVERT = "convert";
  private static final String INTO = "--into";

  private HaproxyCommandLine() {}

  /** {@return whether the arguments are about HAProxy's file} */
  static boolean isMeant(List<String> arguments) {
    return arguments.contains(RUN)
        || (!arguments.isEmpty() && arguments.getFirst().equals(CONVERT));
  }

  /** {@return what the arguments ask for} */
  static CommandLine parse(List<String> arguments) {
    List<String> rest = new ArrayList<>(arguments);
    boolean converts = rest.getFirst().equals(CONVERT);
    String command = converts ? CONVERT : RUN;
    Options options = new Options(rest.remove("--route-only"), rest.remove("--lenient"));
    boolean check = !converts && rest.remove("--check");
    Optional<String> file = value(command, rest);
    boolean namesFolder = rest.contains(INTO);
    Optional<String> folder = converts ? value(INTO, rest) : Optional.empty();
    if (file.isEmpty()) {
      return new Wrong(command + " needs a file.");
    }
    if (converts && namesFolder && folder.isEmpty()) {
      return new Wrong(INTO + " needs a folder.");
    }
    if (!converts && !check) {
      Optional<CommandLine> asked = asked(command, file.get(), rest);
      if (asked.isPresent()) {
        return asked.get();
      }
    }
    if (!converts && !check && rest.equals(List.of(CommandLine.RELOAD))) {
      return CommandLine.withPath(
          command, file.get(), path -> new CommandLine.ReloadImported(path));
    }
    if (!rest.isEmpty()) {
      return new Wrong(
          "%s does not go with %s; see the usage.".formatted(command, String.join(" ", rest)));
    }
    if (!converts) {
      return CommandLine.withPath(
          command,
          file.get(),
          path -> check ? new CheckImported(path, options) : new RunImported(path, options));
    }
    return CommandLine.withPath(
        command,
        file.get(),
        path ->
            folder.isEmpty()
                ? new Convert(path, options, Optional.empty())
                : CommandLine.withPath(
                    INTO, folder.get(), into -> new Convert(path, options, Optional.of(into))));
  }

  /** What is asked of the process that runs the file does not depend on how the file is taken. */
  private static Optional<CommandLine> asked(String command, String file, List<String> rest) {
    return CommandLine.asked(
        rest,
        json -> CommandLine.withPath(command, file, path -> new StatusImported(path, json)),
        request -> CommandLine.withPath(command, file, path -> new AskImported(path, request)));
  }

  /** Takes an option and what follows it out of the arguments. */
  private static Optional<String> value(String option, List<String> rest) {
    int at = rest.indexOf(option);
    if (at < 0) {
      return Optional.empty();
    }
    rest.remove(at);
    return at < rest.size() && !rest.get(at).startsWith("--")
        ? Optional.of(rest.remove(at))
        : Optional.empty();
  }
}
