package io.redisfailover.standalone;

import io.redisfailover.configuration.Addresses;
import io.redisfailover.configuration.ProgramLauncher;
import io.redisfailover.configuration.StartException;
import io.redisfailover.configuration.Version;
import io.redisfailover.configuration.file.ConfigFile;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.configuration.haproxy.HaproxyFile;
import io.redisfailover.configuration.yaml.InvalidFileException;
import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.standalone.admin.AdminCommands;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The standalone process: {@code standalone --config FILE}. */
public final class StandaloneMain {
  private final PrintStream out;
  private final PrintStream err;
  private final ProgramLauncher launch;

  /** With where it writes to. */
  StandaloneMain(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
    this.launch = new ProgramLauncher((config, problems) -> {}, out, err);
  }

  /** Runs until SIGTERM or SIGINT. */
  public static void main(String[] arguments) {
    Addresses.lookNamesUpAnew();
    int status = new StandaloneMain(System.out, System.err).run(List.of(arguments));
    if (status != ProgramLauncher.OK) {
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
        yield ProgramLauncher.WRONG_INPUT;
      }
      case CommandLine.Check(Path file) -> launch.check(file);
      case CommandLine.Status(Path file, boolean json) ->
          ask(file, controller -> controller.status(json));
      case CommandLine.Ask(Path file, ControllerRequest request) ->
          ask(file, controller -> controller.ask(request));
      case CommandLine.Reload(Path file) -> ask(file, AdminCommands::reload);
      case CommandLine.ReloadImported(Path file) -> askImported(file, AdminCommands::reload);
      case CommandLine.StatusImported(Path file, boolean json) ->
          askImported(file, controller -> controller.status(json));
      case CommandLine.AskImported(Path file, ControllerRequest request) ->
          askImported(file, controller -> controller.ask(request));
      case CommandLine.CheckImported(Path file, HaproxyFile.Options options) ->
          launch.check(file, new HaproxyImport(file, options));
      case CommandLine.RunImported(Path file, HaproxyFile.Options options) -> {
        HaproxyImport source = new HaproxyImport(file, options);
        yield launch.run(source, source::start);
      }
      case CommandLine.Convert(Path file, HaproxyFile.Options options, Optional<Path> folder) ->
          new HaproxyConversion(out, err).run(file, options, folder);
      case CommandLine.Run(Path file) ->
          launch.run(
              file,
              config -> {
                HangupSignal.expect();
                return run(file, Standalone.start(config));
              });
    };
  }

  private static Runnable run(Path file, Standalone process) {
    return Reloader.of(file, () -> ConfigFile.read(file, (config, problems) -> {}), process);
  }

  private int print(String text) {
    out.println(text);
    return ProgramLauncher.OK;
  }

  private int ask(Path file, Function<AdminCommands, Optional<String>> command) {
    try {
      ProcessConfig config = ConfigFile.read(file);
      List<String> missing = ProcessLocator.missing(config);
      if (!missing.isEmpty()) {
        missing.forEach(sentence -> err.println(file + ": " + sentence));
        return ProgramLauncher.WRONG_INPUT;
      }
      return outcome(command.apply(ProcessLocator.operations(config, out)));
    } catch (InvalidFileException invalid) {
      err.println(invalid.getMessage());
      return ProgramLauncher.WRONG_INPUT;
    } catch (StartException failure) {
      err.println(failure.getMessage());
      return ProgramLauncher.FAILED;
    }
  }

  private int askImported(Path file, Function<AdminCommands, Optional<String>> command) {
    try {
      return outcome(command.apply(new ControlFile(file).operations(out)));
    } catch (StartException failure) {
      err.println(failure.getMessage());
      return ProgramLauncher.FAILED;
    }
  }

  private int outcome(Optional<String> failure) {
    failure.ifPresent(err::println);
    return failure.isEmpty() ? ProgramLauncher.OK : ProgramLauncher.FAILED;
  }
}
