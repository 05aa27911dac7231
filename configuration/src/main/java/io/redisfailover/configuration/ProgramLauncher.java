package io.redisfailover.configuration;

import io.redisfailover.configuration.file.ConfigFile;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.configuration.yaml.InvalidFileException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** What every program does with its file: says whether it is right, or runs as it says. */
public final class ProgramLauncher {
  /** Exit code: ended as asked. */
  public static final int OK = 0;

  /** Exit code: could not start, refused, or failed. */
  public static final int FAILED = 1;

  /** Exit code: the command line or the file is wrong. */
  public static final int WRONG_INPUT = 2;

  private final ConfigFile.Rule rule;
  private final PrintStream out;
  private final PrintStream err;

  /** What runs as a file says. */
  @FunctionalInterface
  public interface Program {
    /**
     * Starts it.
     *
     * @return what ends it, by any thread, once; may wait for clients
     * @throws StartException when it cannot run as the file says; nothing runs then
     */
    Runnable start(ProcessConfig config) throws StartException;
  }

  /** Where a configuration comes from. */
  @FunctionalInterface
  public interface Source {
    /**
     * Reads it.
     *
     * @param rule what the program asks besides
     * @throws InvalidFileException with every mistake
     */
    ProcessConfig read(ConfigFile.Rule rule) throws InvalidFileException;
  }

  /**
   * With where it prints to.
   *
   * @param rule what the program asks of its file beyond what every file must be
   * @param out what was asked for
   * @param err what went wrong
   */
  public ProgramLauncher(ConfigFile.Rule rule, PrintStream out, PrintStream err) {
    this.rule = rule;
    this.out = out;
    this.err = err;
  }

  /**
   * Validates the file, and the files of secrets that it names, and prints every mistake. {@return
   * the exit code}
   */
  public int check(Path file) {
    return check(file, own -> ConfigFile.read(file, own));
  }

  /**
   * The same for a file of another kind. {@return the exit code}
   *
   * @param file the file, for messages
   * @param source reads it
   */
  public int check(Path file, Source source) {
    try {
      ProcessConfig unused =
          source.read((config, problems) -> {
            rule.check(config, problems);
            NamedFiles.check(config, problems);
          });
      out.println(file + " is valid.");
      return OK;
    } catch (InvalidFileException invalid) {
      err.println(invalid.getMessage());
      return WRONG_INPUT;
    }
  }

  /**
   * Runs until SIGTERM or SIGINT has ended it. {@return the exit code, when it could not start}
   *
   * @param file the file
   * @param program what is to run
   */
  public int run(Path file, Program program) {
    return run(own -> ConfigFile.read(file, own), program);
  }

  /**
   * The same for a file of another kind. {@return the exit code, when it could not start}
   *
   * @param source reads the file
   * @param program what is to run
   */
  public int run(Source source, Program program) {
    try {
      Runnable end = program.start(source.read(rule));
      CountDownLatch ended = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    end.run();
                    ended.countDown();
                  },
                  "drain"));
      ended.await();
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
