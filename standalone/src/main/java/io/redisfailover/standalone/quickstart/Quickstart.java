package io.redisfailover.standalone.quickstart;

import io.redisfailover.configuration.StartException;
import io.redisfailover.configuration.yaml.InvalidFileException;
import io.redisfailover.standalone.Standalone;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import redis.clients.jedis.exceptions.JedisException;

/** {@code ./quickstart}: two real servers, a crash, the way back. */
public final class Quickstart {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int WRONG_INPUT = 2;

  private final Options options;
  private final PrintStream out;

  private Quickstart(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Runs it, and ends with 0 only if nothing was lost that must not be. */
  public static void main(String[] arguments) {
    // What proxy and controller log would stand between the lines of the story.
    if (System.getProperty("LOG_LEVEL") == null) {
      System.setProperty("LOG_LEVEL", "ERROR");
    }
    if (arguments.length == 1 && arguments[0].equals("--help")) {
      System.out.println(Options.USAGE);
      return;
    }
    int status;
    try {
      status = new Quickstart(Options.parse(arguments), System.out).run();
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.err.println(Options.USAGE);
      status = WRONG_INPUT;
    }
    System.exit(status);
  }

  private int run() {
    try (Stage stage = new Stage()) {
      // Ctrl-C and SIGTERM: the stage is cleared before the process ends.
      Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "clear"));
      return perform(stage);
    } catch (IOException | StartException | InvalidFileException | TimeoutException failure) {
      System.err.println(failure.getMessage());
      return FAILED;
    } catch (JedisException failure) {
      System.err.println("A client of the quickstart failed: " + failure.getMessage());
      return FAILED;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private int perform(Stage stage)
      throws IOException,
          StartException,
          InvalidFileException,
          TimeoutException,
          InterruptedException {
    Path binary = RedisBinary.find(stage.folder(), options.embedded());
    RedisProcess master = stage.server(binary, "master");
    RedisProcess backup = stage.server(binary, "backup");
    Standalone standalone = stage.standalone(master, backup);
    String page = standalone.page().map(Object::toString).orElse("");
    Screen screen = new Screen(out);
    screen.line("Master    127.0.0.1:" + master.port() + "   Backup  127.0.0.1:" + backup.port());
    screen.line("Proxy     127.0.0.1:" + standalone.clients().getPort() + "   Page    " + page);
    screen.line("Servers   " + binary);
    Outcome outcome = new Performance(options, screen, master, standalone, page).run();
    screen.line("");
    screen.line(outcome.good() ? "Nothing was lost that must not be." : "SOMETHING WAS LOST.");
    if (options.keep()) {
      screen.line(
          "Everything goes on until Ctrl-C: redis-cli -p "
              + standalone.clients().getPort()
              + "; files in "
              + stage.folder());
    }
    if (options.json()) {
      out.println(outcome.json());
    }
    out.flush();
    if (options.keep()) {
      new CountDownLatch(1).await();
    }
    return outcome.good() ? OK : FAILED;
  }
}
