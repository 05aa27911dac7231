package io.redisfailover.standalone;

import io.redisfailover.standalone.config.ConfigFile;
import io.redisfailover.standalone.config.StandaloneConfig;
import io.redisfailover.standalone.operations.PersonRequest;
import io.redisfailover.standalone.yaml.InvalidFileException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The standalone process: {@code standalone --config FILE}. */
public final class Main {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int WRONG_INPUT = 2;

  private final PrintStream out;
  private final PrintStream err;

  /** With where it writes to. */
  Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs until SIGTERM or SIGINT. */
  public static void main(String[] arguments) {
    int status = new Main(System.out, System.err).run(List.of(arguments));
    if (status != OK) {
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
        yield WRONG_INPUT;
      }
      case CommandLine.Check(Path file) -> check(file);
      case CommandLine.Ask(Path file, PersonRequest request) -> ask(file, request);
      case CommandLine.Run(Path file) -> serve(file);
    };
  }

  private int print(String text) {
    out.println(text);
    return OK;
  }

  private int check(Path file) {
    try {
      StandaloneConfig unused = ConfigFile.read(file);
      return print(file + " is right.");
    } catch (InvalidFileException invalid) {
      err.println(invalid.getMessage());
      return WRONG_INPUT;
    }
  }

  private int ask(Path file, PersonRequest request) {
    try {
      StandaloneConfig config = ConfigFile.read(file);
      List<String> missing = RunningProcess.missing(config);
      if (!missing.isEmpty()) {
        missing.forEach(sentence -> err.println(file + ": " + sentence));
        return WRONG_INPUT;
      }
      Optional<String> failure = RunningProcess.operations(config, out).run(request);
      failure.ifPresent(err::println);
      return failure.isEmpty() ? OK : FAILED;
    } catch (InvalidFileException invalid) {
      err.println(invalid.getMessage());
      return WRONG_INPUT;
    } catch (StartException failure) {
      err.println(failure.getMessage());
      return FAILED;
    }
  }

  private int serve(Path file) {
    try {
      Standalone running = Standalone.start(ConfigFile.read(file));
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    running.close();
                    stopped.countDown();
                  },
                  "drain"));
      stopped.await();
      return OK;
    } catch (InvalidFileException invalid) {
      err.println(invalid.getMessage());
      return WRONG_INPUT;
    } catch (StartException failure) {
      err.println(failure.getMessage());
      return FAILED;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }
}
