package io.redisfailover.standalone;

import io.redisfailover.configuration.Launch;
import io.redisfailover.configuration.StartException;
import io.redisfailover.configuration.Version;
import io.redisfailover.configuration.file.ConfigFile;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.configuration.yaml.InvalidFileException;
import io.redisfailover.standalone.operations.PersonRequest;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The standalone process: {@code standalone --config FILE}. */
public final class Main {
  private final PrintStream out;
  private final PrintStream err;
  private final Launch launch;

  /** With where it writes to. */
  Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
    this.launch = new Launch((config, problems) -> {}, out, err);
  }

  /** Runs until SIGTERM or SIGINT. */
  public static void main(String[] arguments) {
    int status = new Main(System.out, System.err).run(List.of(arguments));
    if (status != Launch.OK) {
      System.exit(status);
    }
  }

  /**
   * Does what the command line asks for.
   *
   * @return the exit code
   */
  int run(List<String> arguments) {
    return switch (CommandLine.parse(arguments)) {
      case CommandLine.Help() -> print(CommandLine.USAGE);
      case CommandLine.PrintVersion() -> print("redis-failover " + Version.text());
      case CommandLine.Wrong(String sentence) -> {
        err.println(sentence);
        err.println(CommandLine.USAGE);
        yield Launch.WRONG_INPUT;
      }
      case CommandLine.Check(Path file) -> launch.check(file);
      case CommandLine.Ask(Path file, PersonRequest request) -> ask(file, request);
      case CommandLine.Run(Path file) ->
          launch.run(file, config -> Standalone.start(config)::close);
    };
  }

  private int print(String text) {
    out.println(text);
    return Launch.OK;
  }

  private int ask(Path file, PersonRequest request) {
    try {
      ProcessConfig config = ConfigFile.read(file);
      List<String> missing = RunningProcess.missing(config);
      if (!missing.isEmpty()) {
        missing.forEach(sentence -> err.println(file + ": " + sentence));
        return Launch.WRONG_INPUT;
      }
      Optional<String> failure = RunningProcess.operations(config, out).run(request);
      failure.ifPresent(err::println);
      return failure.isEmpty() ? Launch.OK : Launch.FAILED;
    } catch (InvalidFileException invalid) {
      err.println(invalid.getMessage());
      return Launch.WRONG_INPUT;
    } catch (StartException failure) {
      err.println(failure.getMessage());
      return Launch.FAILED;
    }
  }
}
