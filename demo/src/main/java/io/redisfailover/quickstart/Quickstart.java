package io.redisfailover.quickstart;

import io.redisfailover.configuration.StartException;
import io.redisfailover.configuration.yaml.InvalidFileException;
import io.redisfailover.realredis.client.ErrorReplyException;
import io.redisfailover.realredis.process.RedisBinary;
import io.redisfailover.realredis.process.RedisProcess;
import io.redisfailover.standalone.Standalone;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;

/** The program of {@code ./quickstart}: two real servers, a crash, a rejoin, a switchover. */
public final class Quickstart {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int WRONG_INPUT = 2;

  private final DemoOptions options;
  private final PrintStream out;

  private Quickstart(DemoOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Runs the demo, and exits with 0 only if no write was lost that must be kept. */
  public static void main(String[] arguments) {
    // The log of proxy and controller would interrupt the output.
    if (System.getProperty("LOG_LEVEL") == null) {
      System.setProperty("LOG_LEVEL", "ERROR");
    }
    if (arguments.length == 1 && arguments[0].equals("--help")) {
      System.out.println(DemoOptions.USAGE);
      return;
    }
    int status;
    try {
      status = new Quickstart(DemoOptions.parse(arguments), System.out).run();
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.err.println(DemoOptions.USAGE);
      status = WRONG_INPUT;
    }
    System.exit(status);
  }

  private int run() {
    try (DemoServers servers = new DemoServers()) {
      // Ctrl-C and SIGTERM: everything is stopped before this process exits.
      Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "stop"));
      return play(servers);
    } catch (IOException | StartException | InvalidFileException | TimeoutException failure) {
      System.err.println(failure.getMessage());
      return FAILED;
    } catch (IllegalStateException | UncheckedIOException | ErrorReplyException failure) {
      System.err.println("The quickstart failed: " + failure.getMessage());
      return FAILED;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private int play(DemoServers servers)
      throws IOException,
          StartException,
          InvalidFileException,
          TimeoutException,
          InterruptedException {
    Path binary =
        options.embedded()
            ? RedisBinary.embedded(servers.folder())
            : RedisBinary.any(servers.folder());
    RedisProcess master = servers.server(binary, "master");
    RedisProcess backup = servers.server(binary, "backup");
    Standalone standalone = servers.standalone(master, backup);
    String page = standalone.page().map(Object::toString).orElse("");
    DemoOutput output = new DemoOutput(out);
    output.line("Master    127.0.0.1:" + master.port() + "   Backup  127.0.0.1:" + backup.port());
    output.line("Proxy     127.0.0.1:" + standalone.clients().getPort() + "   Page    " + page);
    output.line("Servers   " + binary);
    DemoResult result = new DemoScript(options, output, master, standalone, page).run();
    output.line("");
    output.line(
        result.good()
            ? "No write was lost that must be kept."
            : "A WRITE WAS LOST THAT MUST BE KEPT.");
    if (options.keep()) {
      output.line(
          "Everything keeps running until Ctrl-C: redis-cli -p "
              + standalone.clients().getPort()
              + "; files in "
              + servers.folder());
    }
    if (options.json()) {
      out.println(result.json());
    }
    out.flush();
    if (options.keep()) {
      new CountDownLatch(1).await();
    }
    return result.good() ? OK : FAILED;
  }
}
